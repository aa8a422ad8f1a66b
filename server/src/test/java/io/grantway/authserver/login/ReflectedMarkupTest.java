package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.PagesConfig;
import io.grantway.http.Response;
import io.grantway.testing.LoginFixture;
import io.grantway.testing.TestBrowser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Cross-site scripting through what others wrote: application names, scopes' descriptions, the
/// request, the name typed.
class ReflectedMarkupTest {
    private static final String HTML = "\"><img src=x onerror=alert(1)>";
    private static final String ENCODED = "%22%3E%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E";

    @Test
    void anApplicationsNameAndAScopesWordsAreTextOnly() {
        PagesConfig config = new PagesConfig("A" + HTML, null, "#1f5fd0", Map.of("read", HTML));
        LoginFixture fixture =
                LoginFixture.of("B" + HTML, "https://client.example/callback", config);
        TestBrowser browser = fixture.browser();

        assertThat(browser.get(LoginFixture.REQUEST).body().text())
                .contains("B\"&gt;&lt;img")
                .doesNotContain("<img src=x");
        assertThat(fixture.loggedIn(browser).body().text())
                .contains("B\"&gt;&lt;img")
                .doesNotContain("<img src=x");
    }

    @Test
    void stateAndEveryOtherParameterAreTextOnly() {
        TestBrowser browser = LoginFixture.standard().browser();
        String query = "?client_id=clientid&state=" + ENCODED + "&" + ENCODED + "=1";

        Response page = browser.get(LoginFixture.AUTHORIZE + query);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().text()).contains("state=%22%3E%3Cimg").doesNotContain("<img src=x");
    }

    @Test
    void theNameTypedIsTextOnlyAndThePasswordIsNotShown() {
        TestBrowser browser = LoginFixture.standard().browser();
        Response page = browser.get(LoginFixture.REQUEST);

        Response wrong = browser.post(LoginFixture.filled(page, HTML, "s3cret-typed"));

        assertThat(wrong.body().text())
                .contains("value=\"&#34;>&lt;img src=x")
                .doesNotContain("s3cret-typed");
    }

    @Test
    void anUnknownClientIdIsNotRepeated() {
        TestBrowser browser = LoginFixture.standard().browser();

        assertThat(browser.get(LoginFixture.AUTHORIZE + "?client_id=" + ENCODED).body().text())
                .doesNotContain("onerror");
    }
}
