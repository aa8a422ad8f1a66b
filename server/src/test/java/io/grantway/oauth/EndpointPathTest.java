package io.grantway.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointPathTest {
    @ParameterizedTest
    @CsvSource({
        "/oauth2/token, TOKEN",
        "/event/oauth2/token, TOKEN",
        "/event/oauth2/token/, TOKEN",
        "/event/oauth2/token//, NONE",
        "/event/oauth2/tokens, NONE",
        "/event/oauth2/token/x, NONE",
        "/event/xoauth2/token, NONE",
        "/event/oauth2/oauth2/token, TOKEN",
        "/event/oauth2/authorize, AUTHORIZE",
        "/event/oauth2/authorize/, AUTHORIZE",
        "/event/oauth2/authorize/login, PAGE",
        "/event/oauth2/authorize/consent, PAGE",
        "/event/oauth2/authorize/logout, PAGE",
        "/event/oauth2/authorize/assets/pages-1.css, PAGE",
        "/event/oauth2/authorize/assets, NONE",
        "/event/oauth2/authorize/other, NONE",
        "/event/oauth2/authorized, NONE",
        "/event/oauth2/, NONE",
        "/event/oauth2, NONE",
        "/event/1, NONE",
        "/, NONE"
    })
    void findsTheEndpointByTheEndOfThePath(String path, EndpointPath endpoint) {
        assertThat(EndpointPath.of(path)).isEqualTo(endpoint);
    }
}
