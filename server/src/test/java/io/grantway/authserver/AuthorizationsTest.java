package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ProtectedApi;
import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenHash;
import io.grantway.testing.Documents;
import io.grantway.testing.InMemoryCodeStore;
import io.grantway.testing.InMemoryDeniedTokens;
import io.grantway.testing.InMemoryTokenStore;
import io.grantway.testing.SettingsBuilder;
import io.grantway.testing.TestClock;
import io.grantway.testing.UnrememberedTokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The authorization endpoint as the pages see it.
class AuthorizationsTest {
    private static final String CALLBACK = "https://client.example/callback";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final TestClock clock = new TestClock();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    private final InMemoryCodeStore codes = new InMemoryCodeStore(tokens, clock);
    private final SettingsBuilder settings = new SettingsBuilder();
    private final BrowserAuthorization browser =
            new AuthorizationServer(
                            AuthorizationsTest::catalog,
                            tokens,
                            codes,
                            new InMemoryDeniedTokens(clock),
                            new SecretVerifier(1, 1000),
                            new Documents().keys(clock),
                            Documents.none(clock),
                            new UnrememberedTokens(tokens),
                            new SecureRandom(),
                            clock)
                    .authorizations();

    private static Catalog catalog() {
        Consumer consumer = new Consumer(new UUID(3, 1), "Sample", "ClientApp", Optional.empty());
        return new Catalog(
                List.of(consumer),
                List.of(
                        client(consumer, "clientid", ClientType.CONFIDENTIAL, CALLBACK),
                        client(consumer, "public", ClientType.PUBLIC, CALLBACK),
                        client(consumer, "homeless", ClientType.CONFIDENTIAL)));
    }

    private static Client client(
            Consumer consumer, String id, ClientType type, String... redirectUris) {
        return new Client(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                id,
                Optional.of(Secret.of("s")),
                type,
                List.of(redirectUris),
                id,
                consumer);
    }

    private ProtectedApi api() {
        return new ProtectedApi("Sample", new UUID(1, 1), "Event", settings.build());
    }

    private BrowserAuthorization.Checked check(String query) {
        return browser.check(Terms.of(api()), Parameters.parse(query));
    }

    private AuthorizationRequest good(String query) {
        assertThat(check(query)).isInstanceOf(BrowserAuthorization.Checked.Good.class);
        return ((BrowserAuthorization.Checked.Good) check(query)).request();
    }

    @Test
    void passesAGoodRequestWithEverythingInIt() {
        AuthorizationRequest request =
                good(
                        "client_id=clientid&response_type=code&scope=write+read&state=s1"
                                + "&redirect_uri="
                                + CALLBACK
                                + "&code_challenge="
                                + CHALLENGE
                                + "%3D&code_challenge_method=S256");

        assertThat(request.client().clientId()).isEqualTo("clientid");
        assertThat(request.responseType()).isEqualTo(ResponseType.CODE);
        assertThat(request.redirectUri()).isEqualTo(CALLBACK);
        assertThat(request.scopes()).isEqualTo(Scopes.parse("write read"));
        assertThat(request.state()).contains("s1");
        assertThat(request.challenge()).contains(CHALLENGE);
    }

    @Test
    void takesTheFirstAddressWhereNoneIsNamed() {
        assertThat(good("client_id=clientid&response_type=code").redirectUri()).isEqualTo(CALLBACK);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=code, CLIENT_UNKNOWN",
        "client_id=nobody&response_type=code, CLIENT_UNKNOWN",
        "client_id=clientid&client_id=public&response_type=code, CLIENT_UNKNOWN",
        "client_id=homeless&response_type=code, CLIENT_WITHOUT_REDIRECT_URI",
        "client_id=clientid&response_type=code&redirect_uri=https://evil.example/,"
                + " REDIRECT_URI_NOT_REGISTERED",
        "client_id=clientid&response_type=code&redirect_uri=https://client.example/callback/,"
                + " REDIRECT_URI_NOT_REGISTERED",
        "client_id=clientid&response_type=code&redirect_uri=https://client.example/callback?x,"
                + " REDIRECT_URI_NOT_REGISTERED",
        "client_id=clientid&response_type=code&redirect_uri=https://client.example/callback"
                + "&redirect_uri=https://evil.example/, REDIRECT_URI_NOT_REGISTERED",
    })
    void tellsTheUserAndNeverRedirectsToAnAddressThatIsNotSure(String query, Refusal refusal) {
        assertThat(check(query))
                .isInstanceOfSatisfying(
                        BrowserAuthorization.Checked.TellUser.class,
                        tell -> assertThat(tell.refusal().refusal()).isEqualTo(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=clientid, RESPONSE_TYPE_UNSUPPORTED, ?error=unsupported_response_type&",
        "client_id=clientid&response_type=x&scope=x, RESPONSE_TYPE_UNSUPPORTED,"
                + " ?error=unsupported_response_type&",
        "client_id=clientid&response_type=code&scope=x, SCOPE_UNKNOWN, ?error=invalid_scope&",
        "client_id=clientid&response_type=token&scope=x, SCOPE_UNKNOWN, #error=invalid_scope&",
        "client_id=clientid&response_type=code&scope=a&scope=b, REPEATED_PARAMETER,"
                + " ?error=invalid_request&",
        "client_id=public&response_type=code, CHALLENGE_MISSING_PUBLIC, ?error=invalid_request&",
    })
    void sendsTheBrowserBackWithTheFirstMistake(String query, Refusal refusal, String error) {
        assertThat(check(query + "&state=s%201"))
                .isInstanceOfSatisfying(
                        BrowserAuthorization.Checked.TellClient.class,
                        tell -> {
                            assertThat(tell.refusal().refusal()).isEqualTo(refusal);
                            assertThat(tell.answer().address())
                                    .startsWith(CALLBACK + error + "error_description=")
                                    .endsWith("&state=s%201");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "token"})
    void refusesAResponseTypeWhoseGrantIsOff(String type) {
        settings.authorizationCode = false;
        settings.implicit = false;

        assertThat(check("client_id=clientid&response_type=" + type))
                .isInstanceOf(BrowserAuthorization.Checked.TellClient.class);
    }

    @Test
    void approvesWithACodeForTheUser() {
        String location =
                browser.approve(
                                good("client_id=clientid&response_type=code&state=s1"),
                                "megan",
                                Optional.empty())
                        .address();

        assertThat(location).matches(CALLBACK + "\\?code=[A-Za-z0-9]{32}&state=s1");
        String code = location.substring(location.indexOf("code=") + 5).substring(0, 32);
        AuthorizationCode stored = codes.find(TokenHash.of(code)).orElseThrow();
        assertThat(stored.grant().subject()).contains("megan");
        assertThat(stored.redirectUri()).isEqualTo(CALLBACK);
        assertThat(stored.expiresAt()).isEqualTo(clock.instant().plusSeconds(300));
    }

    @Test
    void approvesWithATokenInTheFragment() {
        String location =
                browser.approve(
                                good("client_id=clientid&response_type=token&scope=read"),
                                "megan",
                                Optional.empty())
                        .address();

        assertThat(location)
                .matches(
                        CALLBACK
                                + "#access_token=[A-Za-z0-9]{32}&expires_in=7200"
                                + "&token_type=bearer");
        String text = location.substring(location.indexOf("access_token=") + 13).substring(0, 32);
        AccessToken token = tokens.findAccessToken(TokenHash.of(text)).orElseThrow();
        assertThat(token.subject()).contains("megan");
        assertThat(token.scopes()).isEqualTo(Scopes.parse("read"));
    }

    @Test
    void deniesInTheWayThatTheClientExpects() {
        assertThat(browser.deny(good("client_id=clientid&response_type=code&state=s1")).address())
                .isEqualTo(
                        CALLBACK
                                + "?error=access_denied&error_description=the%20user%20refused"
                                + "&state=s1");
        assertThat(browser.deny(good("client_id=clientid&response_type=token")).address())
                .startsWith(CALLBACK + "#error=access_denied&");
    }
}
