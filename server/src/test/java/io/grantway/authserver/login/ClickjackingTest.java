package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.PagesConfig;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every page forbids browsers to do with it: framing (RFC 9700 §4.16), scripts, caching,
/// referrers (§4.2.4).
class ClickjackingTest {
    private final LoginFixture fixture = LoginFixture.standard();

    @Test
    void noPageMayBeFramedScriptedCachedOrReferredFrom() {
        TestBrowser browser = fixture.browser();
        List<Response> pages =
                List.of(
                        browser.get(LoginFixture.REQUEST),
                        fixture.loggedIn(browser),
                        browser.get(LoginFixture.AUTHORIZE + "/logout"),
                        browser.get(LoginFixture.AUTHORIZE + "?client_id=nobody"),
                        browser.get(LoginFixture.AUTHORIZE + "/nowhere"));

        assertThat(pages)
                .allSatisfy(page -> {
                    assertThat(header(page, "Content-Security-Policy"))
                            .startsWith("default-src 'none'; style-src 'self'; img-src 'self'; ")
                            .endsWith("; frame-ancestors 'none'; base-uri 'none'")
                            .doesNotContain("unsafe");
                    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
                    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
                    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
                    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
                    assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
                    assertThat(page.body().text())
                            .doesNotContain("<script", " style=", " onclick=", "javascript:");
                });
    }

    @Test
    void redirectsCarryNoReferrerAndAreNotCached() {
        Response redirect =
                fixture.browser().get(LoginFixture.AUTHORIZE + "?client_id=clientid&scope=all");

        assertThat(redirect.status()).isEqualTo(303);
        assertThat(header(redirect, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(redirect, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void thePageWithThePasswordSendsItNowhereElse() {
        assertThat(formAction(fixture.browser().get(LoginFixture.REQUEST))).isEqualTo("'self'");
    }

    @Test
    void theConsentPageLetsTheBrowserFollowTheApplication() {
        assertThat(consentFormAction("https://client.example/callback")).isEqualTo("'self' https:");
        assertThat(consentFormAction("http://127.0.0.1:4711/cb"))
                .isEqualTo("'self' https: http://127.0.0.1:4711");
        assertThat(consentFormAction("com.example.app:/cb"))
                .isEqualTo("'self' https: com.example.app:");
        assertThat(consentFormAction("http://[::1]:4711/cb")).isEqualTo("'self' https: http:");
    }

    @Test
    void aRedirectUriCannotWriteItsOwnPolicy() {
        assertThat(consentFormAction("http://a;script-src*/cb")).doesNotContain("script-src");
        assertThat(consentFormAction("http://client.example/;script-src%20*"))
                .isEqualTo("'self' https: http://client.example");
    }

    private static String consentFormAction(String redirectUri) {
        LoginFixture fixture = LoginFixture.of("App", redirectUri, PagesConfig.STANDARD);
        return formAction(fixture.loggedIn(fixture.browser()));
    }

    private static String formAction(Response page) {
        String policy = header(page, "Content-Security-Policy");
        return policy.replaceFirst(".*form-action (.*); frame-ancestors.*", "$1");
    }

    private static String header(Response response, String name) {
        return response.headers().first(name).orElse("");
    }
}
