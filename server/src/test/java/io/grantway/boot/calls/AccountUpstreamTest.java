package io.grantway.boot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.gateway.PathPattern;
import io.grantway.gateway.PathRewrite;
import io.grantway.gateway.Policy;
import io.grantway.gateway.Route;
import io.grantway.gateway.RouteTable;
import io.grantway.testing.Backend;
import io.grantway.testing.Backend.Answer;
import io.grantway.testing.ForeignIssuer;
import io.grantway.testing.PolicyCalls;
import io.grantway.testing.ProviderFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Routes behind which users' accounts are: a token of this house becomes the user's token there.
class AccountUpstreamTest {
    private final Backend provider =
            new Backend().answering(one -> Answer.of(200, one.header("Authorization")));
    private final CallsFixture fixture = new CallsFixture();
    private final PolicyCalls policies = new PolicyCalls();
    private final ForeignIssuer login = new ForeignIssuer("https://login.example", policies.clock);

    AccountUpstreamTest() {
        login.publish(policies.documents);
        policies.servers("  - {name: login, external: {issuer: 'https://login.example'}}\n");
        fixture.with(ProviderFixture.of("drive", provider.url("/base")));
        fixture.accounts.add(CallsFixture.key("megan", "drive"), "of-megan");
        fixture.accounts.add(CallsFixture.key("peter", "drive"), "of-peter");
    }

    @AfterEach
    void stop() {
        fixture.close();
        provider.close();
    }

    private void route(String user, Policy... all) {
        route(Optional.of("printpixie"), user, all);
    }

    private void route(Optional<String> app, String user, Policy... all) {
        fixture.routes =
                new RouteTable(
                        List.of(
                                new Route(
                                        "default",
                                        "photos",
                                        "photos",
                                        new Route.Match(
                                                Optional.empty(),
                                                PathPattern.parse("/photos"),
                                                List.of(),
                                                Map.of()),
                                        new PathRewrite.Strip(),
                                        false,
                                        new Route.Action(
                                                List.of(all),
                                                fixture.calls.upstream(
                                                        "default", app, "drive", user)))));
    }

    private Policy requireToken() {
        return policies.policy("requireToken: {}");
    }

    private HttpResponse<String> as(String user) {
        return fixture.get(
                "/photos/v3/files?a=b",
                "Authorization",
                "Bearer " + login.token(Map.of("sub", user, "mail", user + "@x.example")));
    }

    @Test
    void callsTheProviderWithTheTokenOfWhoeverCalls() {
        route("{subject}", requireToken());

        assertThat(as("megan").body()).isEqualTo("Bearer of-megan");
        assertThat(as("peter").body()).isEqualTo("Bearer of-peter");
        assertThat(provider.last().target()).isEqualTo("/base/v3/files?a=b");
        assertThat(provider.last().headers().toString())
                .doesNotContain("X-authenticated", "X-credential", "eyJ");
        assertThat(fixture.nextEvent().account()).isEqualTo(CallsFixture.key("megan", "drive"));
    }

    @Test
    void neverGivesOneUserTheTokenOfAnother() {
        route("{subject}", requireToken());
        List<String> users = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        String megan = login.token(Map.of("sub", "megan"));
        String peter = login.token(Map.of("sub", "peter"));
        for (int i = 0; i < 200; i++) {
            users.add(i % 2 == 0 ? "megan" : "peter");
            answers.add(
                    fixture.client()
                            .sendAsync(
                                    fixture.request(
                                            "GET",
                                            "/photos/" + i,
                                            BodyPublishers.noBody(),
                                            "Authorization",
                                            "Bearer " + (i % 2 == 0 ? megan : peter)),
                                    BodyHandlers.ofString()));
        }

        for (int i = 0; i < users.size(); i++) {
            assertThat(answers.get(i).join().body()).isEqualTo("Bearer of-" + users.get(i));
        }
    }

    @Test
    void knowsAUserByAClaimToo() {
        route("{claim:mail}", requireToken());
        fixture.accounts.add(CallsFixture.key("megan@x.example", "drive"), "by-mail");

        assertThat(as("megan").body()).isEqualTo("Bearer by-mail");
    }

    @Test
    void saysWhoIsMissing() {
        route("{subject}");
        HttpResponse<String> nobody = fixture.get("/photos");
        route("{claim:none}", requireToken());
        HttpResponse<String> unnamed = as("megan");
        route("{subject}", requireToken());
        HttpResponse<String> unknown = as("nobody");

        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).contains("account_user_missing", "access token");
        assertThat(unnamed.statusCode()).isEqualTo(403);
        assertThat(unnamed.body()).contains("account_user_missing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("account_missing");
        assertThat(provider.count()).isZero();
    }

    @Test
    void renewsInTheSameCall() {
        route("{subject}", requireToken());
        provider.taking(() -> "of-megan-2");

        assertThat(as("megan").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAnAppThatMayNotUseTheProviderOrIsNotNamed() {
        fixture.with(ProviderFixture.of("drive", provider.url("")));
        route(Optional.of("nobody"), "{subject}", requireToken());
        assertThat(as("megan").body()).contains("provider_missing");
        route(Optional.empty(), "{subject}", requireToken());
        assertThat(as("megan").body()).contains("provider_missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"megan", "", "{user}", "{claim:}", "{header:X-User}"})
    void refusesAUserThatIsNotOfTheCall(String user) {
        assertThatThrownBy(() -> UserTemplate.parse(user)).hasMessageContaining("{subject}");
    }
}
