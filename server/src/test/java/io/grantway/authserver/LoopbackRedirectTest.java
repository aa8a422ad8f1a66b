package io.grantway.authserver;

import static io.grantway.testing.BrowserFixture.request;
import static io.grantway.testing.BrowserFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Response;
import io.grantway.testing.BrowserFixture;
import io.grantway.testing.TestBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Apps on the user's own machine, which get whatever port is free (RFC 8252 §7.3).
class LoopbackRedirectTest {
    private final BrowserFixture fixture =
            new BrowserFixture(
                    "{}",
                    "{name: App, clientId: app, clientType: public, redirectUris:"
                            + " [\"http://127.0.0.1/back\", \"http://[::1]:4711/back?x=1\","
                            + " \"http://localhost/back\", \"https://app.example/back\"]}");

    private static String asking(String redirectUri) {
        return request("client_id", "app", "redirect_uri", redirectUri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/back",
                "http://127.0.0.1:1/back",
                "http://127.0.0.1:65535/back",
                "http://[::1]:50000/back?x=1",
                "http://[::1]/back?x=1",
                "http://localhost/back",
            })
    void sendsTheBrowserToThePortThatTheAppListensAt(String redirectUri) {
        Response answer = fixture.consented(asking(redirectUri));

        assertThat(TestBrowser.location(answer)).startsWith(redirectUri).contains("code=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:0/back",
                "http://127.0.0.1:65536/back",
                "http://127.0.0.1:/back",
                "http://127.0.0.1:8080/other",
                "http://127.0.0.1:8080/back?x=1",
                "http://127.0.0.1:8080/back/",
                "http://127.0.0.1:8080/BACK",
                "http://127.0.0.1:8080/back#",
                "http://127.0.0.1:8080",
                "http://127.0.0.2:8080/back",
                "http://127.0.0.1.evil.example/back",
                "http://127.0.0.1:80@evil.example/back",
                "http://evil.example@127.0.0.1:80/back",
                "http://evil.example:80/back",
                "https://127.0.0.1:8080/back",
                "HTTP://127.0.0.1:8080/back",
                "http://[::1]:4711/back",
                "http://localhost:8080/back",
                "https://app.example:8443/back",
            })
    void sendsItNowhereElse(String redirectUri) {
        Response answer = fixture.browser().get(asking(redirectUri));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().first("Location")).isEmpty();
    }

    @Test
    void givesNothingForACodeUnlessThePortIsSaidAgain() {
        BrowserFixture single =
                new BrowserFixture(
                        "{}",
                        "{name: App, clientId: app, clientType: public, redirectUris:"
                                + " [\"http://127.0.0.1/back\"]}");
        String redirectUri = "http://127.0.0.1:50000/back";
        String request =
                "grant_type=authorization_code&client_id=app&code_verifier="
                        + BrowserFixture.VERIFIER;

        for (String other : new String[] {"", "&redirect_uri=http://127.0.0.1:50001/back"}) {
            Response answer = single.consented(asking(redirectUri));
            String code = told(answer).first("code").orElseThrow();
            Response refused = single.post("/token", request + "&code=" + code + other);
            assertThat(refused.body().text()).contains("invalid_grant");
        }
        Response answer = single.consented(asking(redirectUri));
        String code = told(answer).first("code").orElseThrow();
        assertThat(
                        single.post(
                                        "/token",
                                        request + "&code=" + code + "&redirect_uri=" + redirectUri)
                                .status())
                .isEqualTo(200);
    }
}
