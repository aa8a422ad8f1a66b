package io.grantway.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Peer;
import io.grantway.http.Request;
import io.grantway.http.RequestHead;
import io.grantway.http.Response;
import io.grantway.http.Target;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureTransportTest {
    private static final String HTTPS_TEXT = "You must use HTTPS";
    private static final String TWICE_TEXT = "Only one X-Forwarded-Proto header allowed";

    private final KongBench bench = new KongBench();

    private record Proxy(boolean trusted) implements Peer {
        @Override
        public String address() {
            return "10.0.0.1";
        }

        @Override
        public String clientAddress() {
            return "10.0.0.1";
        }

        @Override
        public List<X509Certificate> certificates() {
            return List.of();
        }
    }

    private static Request overHttp(
            String method, String path, boolean trusted, String... forwarded) {
        List<String> headers =
                new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        for (String value : forwarded) {
            headers.add("X-Forwarded-Proto");
            headers.add(value);
        }
        RequestHead head =
                new RequestHead(
                        "req-1",
                        method,
                        "HTTP/1.1",
                        new Target("http", "api.example", 80, path, null),
                        HeaderList.of(headers.toArray(String[]::new)),
                        new Proxy(trusted));
        return new Request(
                head,
                Body.of(
                        "grant_type=client_credentials&client_id=clientid"
                                + "&client_secret=clientid-secret"));
    }

    private void isRefused(Response response, String description) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(KongBench.members(response))
                .isEqualTo(Map.of("error", "access_denied", "error_description", description));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event/oauth2/token", "/event/oauth2/authorize"})
    void refusesPlainHttp(String path) {
        isRefused(bench.send(overHttp("POST", path, true, "https")), HTTPS_TEXT);
    }

    @Test
    void takesATrustedProxysWordWhereTheSettingsAllowIt() {
        bench.settings.acceptHttpIfAlreadyTerminated = true;

        assertThat(bench.send(overHttp("POST", "/event/oauth2/token", true, "https")).status())
                .isEqualTo(200);
        assertThat(bench.send(overHttp("POST", "/event/oauth2/token", true, "HTTPS")).status())
                .isEqualTo(200);
    }

    @Test
    void takesNobodyElsesWord() {
        bench.settings.acceptHttpIfAlreadyTerminated = true;

        isRefused(bench.send(overHttp("POST", "/event/oauth2/token", false, "https")), HTTPS_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https, http", "wss", ""})
    void refusesAnotherProtocolOfTheProxy(String proto) {
        bench.settings.acceptHttpIfAlreadyTerminated = true;

        isRefused(bench.send(overHttp("POST", "/event/oauth2/token", true, proto)), HTTPS_TEXT);
    }

    @Test
    void refusesAProxyThatSaysNothing() {
        bench.settings.acceptHttpIfAlreadyTerminated = true;

        isRefused(bench.send(overHttp("POST", "/event/oauth2/token", true)), HTTPS_TEXT);
    }

    @Test
    void refusesAProxyThatSaysItTwice() {
        bench.settings.acceptHttpIfAlreadyTerminated = true;

        isRefused(
                bench.send(overHttp("POST", "/event/oauth2/token", true, "https", "https")),
                TWICE_TEXT);
    }
}
