package io.grantway.gateway;

import static io.grantway.gateway.RouteFixtures.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.HeaderEdits;
import io.grantway.testing.RecordedExchange;
import io.grantway.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An API that would steal the login sessions of its users.
class OwnCookiesTest {
    private static final String SESSION = "__Host-grantway-session=secret";
    private static final String LOGIN = "__Host-grantway-login=secret";

    @Test
    void anApiGetsItsOwnCookiesOnly() {
        assertThat(edits("Cookie", "a=1; " + SESSION + "; b=2", "Cookie", LOGIN))
                .containsExactly(new HeaderEdits.Edit("Cookie", "a=1; b=2"));
    }

    @Test
    void anApiGetsNoCookieFieldWhereItHasNoCookies() {
        assertThat(edits("cookie", SESSION + ";" + LOGIN))
                .containsExactly(new HeaderEdits.Edit("Cookie", null));
    }

    @Test
    void cookiesOfOthersStayAsTheyCame() {
        assertThat(edits("Cookie", "a=1;b=2")).isEmpty();
        assertThat(edits()).isEmpty();
    }

    private static List<HeaderEdits.Edit> edits(String... headers) {
        RecordedExchange exchange =
                new RecordedExchange(Requests.head("GET", "https://api.example/a", headers));
        new Gateway(() -> new RouteTable(List.of(route("a", "/a")))).handle(exchange);
        return exchange.lastForward().orElseThrow().headers().edits();
    }
}
