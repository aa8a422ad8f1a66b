package io.grantway.authserver.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.testing.AtOnce;
import io.grantway.testing.IssuerFixture;
import io.grantway.testing.IssuerFixture.Served;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A client that refreshes twice with one token is no thief, for some seconds.
class RefreshGraceTest {
    private static final String[] BASIC = IssuerFixture.basic("crm");

    /// other:other-secret
    private static final String[] OTHER = {"Authorization", "Basic b3RoZXI6b3RoZXItc2VjcmV0"};

    private final IssuerFixture fixture = new IssuerFixture();
    private final Served server = fixture.serve("https://login.example/auth", "{}");
    private final String refresh =
            "grant_type=refresh_token&refresh_token=" + refreshToken(granted(server));

    private static JsonNode granted(Served at) {
        return at.consented("crm", "openid%20read%20write");
    }

    private static String refreshToken(JsonNode token) {
        return token.path("refresh_token").asString();
    }

    @Test
    void givesTheSamePairToAllWhoAskAtTheSameMoment() throws Exception {
        Callable<JsonNode> call = () -> server.token(refresh, BASIC);

        Set<JsonNode> answers = new HashSet<>(AtOnce.call(Collections.nCopies(16, call)));

        assertThat(answers).hasSize(1);
        assertThat(active(answers.iterator().next())).isTrue();
    }

    @Test
    void givesTheSamePairAgainWhereTheAnswerGotLost() {
        JsonNode lost = server.token(refresh, BASIC);
        fixture.clock.forward(Duration.ofSeconds(9));

        assertThat(server.token(refresh, BASIC)).isEqualTo(lost);
        assertThat(active(lost)).isTrue();
    }

    @Test
    void takesItForTheftAfterTheGrace() {
        JsonNode renewed = server.token(refresh, BASIC);
        fixture.clock.forward(Duration.ofSeconds(10));

        assertThat(server.refused(refresh, BASIC)).isEqualTo("invalid_grant");
        assertThat(active(renewed)).isFalse();
    }

    @Test
    void takesItForTheftWhereItAsksForSomethingElse() {
        JsonNode renewed = server.token(refresh, BASIC);

        assertThat(server.refused(refresh + "&scope=read", BASIC)).isEqualTo("invalid_grant");
        assertThat(active(renewed)).isFalse();
    }

    @Test
    void givesNothingToAnotherClient() {
        server.token(refresh, BASIC);

        assertThat(server.refused(refresh, OTHER)).isEqualTo("invalid_grant");
    }

    @Test
    void remembersNoRefusal() {
        String wrong = refresh + "&resource=https://z.example";
        assertThat(server.refused(wrong, BASIC)).isEqualTo("invalid_target");
        assertThat(server.refused(wrong, BASIC)).isEqualTo("invalid_target");

        assertThat(active(server.token(refresh, BASIC))).isTrue();
    }

    @Test
    void hasNoGraceWhereTheOperatorWantsNone() {
        Served strict =
                fixture.serve("https://login.example/strict", "{refreshTokens: {grace: 0s}}");
        String request = "grant_type=refresh_token&refresh_token=" + refreshToken(granted(strict));
        strict.token(request, BASIC);

        assertThat(strict.refused(request, BASIC)).isEqualTo("invalid_grant");
    }

    @Test
    void tellsAgainWhoTheUserIsAtEachRefresh() {
        JsonNode renewed = server.token(refresh, BASIC);

        assertThat(renewed.path("id_token").asString()).contains(".");
        assertThat(List.of(renewed.path("scope").asString().split(" ", -1))).contains("openid");
    }

    private boolean active(JsonNode token) {
        return server.introspected(token.path("access_token").asString())
                .path("active")
                .asBoolean();
    }
}
