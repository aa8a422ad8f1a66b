package io.grantway.fakeprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.ServiceBuilderOAuth10a;
import com.github.scribejava.core.builder.api.DefaultApi10a;
import com.github.scribejava.core.builder.api.OAuth1SignatureType;
import com.github.scribejava.core.model.OAuth1AccessToken;
import com.github.scribejava.core.model.OAuth1RequestToken;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.oauth.OAuth10aService;
import com.github.scribejava.core.services.PlaintextSignatureService;
import com.github.scribejava.core.services.RSASha1SignatureService;
import com.github.scribejava.core.services.SignatureService;
import io.grantway.http.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client that others wrote, at our check of signatures.
class ScribeClientTest {
    private static final String CALLBACK = "http://127.0.0.1:7777/callback";

    /// Where Scribe finds the endpoints.
    private static final class Endpoints extends DefaultApi10a {
        private final URI at;
        private final OAuth1SignatureType place;
        private final Optional<SignatureService> signatures;

        Endpoints(URI at, OAuth1SignatureType place, Optional<SignatureService> signatures) {
            this.at = at;
            this.place = place;
            this.signatures = signatures;
        }

        @Override
        public String getRequestTokenEndpoint() {
            return at + "/oauth1/request";
        }

        @Override
        public String getAccessTokenEndpoint() {
            return at + "/oauth1/access";
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return at + "/oauth1/authorize?auto=megan";
        }

        @Override
        public OAuth1SignatureType getSignatureType() {
            return place;
        }

        @Override
        public SignatureService getSignatureService() {
            return signatures.orElseGet(super::getSignatureService);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hmac, HEADER",
        "hmac, QUERY_STRING",
        "rsa, HEADER",
        "rsa, QUERY_STRING",
        "plaintext, HEADER"
    })
    void walksTheThreeLegsAndCalls(String method, OAuth1SignatureType place) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n";
        Optional<SignatureService> signatures =
                switch (method) {
                    case "rsa" -> Optional.of(new RSASha1SignatureService(keys.getPrivate()));
                    case "plaintext" -> Optional.of(new PlaintextSignatureService());
                    default -> Optional.empty();
                };
        var settings = new FakeProvider.Settings("127.0.0.1", 0, List.of(), Optional.of(pem));
        try (var provider =
                        FakeProvider.start(
                                settings,
                                new Switches(),
                                InstantSource.system(),
                                new SecureRandom());
                OAuth10aService service =
                        service(new Endpoints(provider.uri(), place, signatures))) {
            OAuth1AccessToken token = token(service);
            assertThat(token.getParameter("user_id")).isEqualTo("megan");

            OAuthRequest list = new OAuthRequest(Verb.GET, provider.uri() + "/files?limit=2");
            list.addQuerystringParameter("cursor", "p3");
            assertThat(called(service, token, list)).contains("\"owner\":\"megan\"");

            OAuthRequest form = new OAuthRequest(Verb.POST, provider.uri() + "/echo?b=2&b=1");
            form.addBodyParameter("b", "0");
            // Not in a name: it sorts names before they are encoded (RFC 5849 §3.4.1.3.2: after).
            form.addBodyParameter("c", "ä+ ~*%");
            form.addBodyParameter("empty", "");
            assertThat(called(service, token, form)).contains("\"user\":\"megan\"");
        }
    }

    private static OAuth10aService service(Endpoints endpoints) {
        ServiceBuilderOAuth10a builder =
                new ServiceBuilder("pixie-key")
                        .apiSecret("pixie-consumer-secret")
                        .callback(CALLBACK);
        return builder.build(endpoints);
    }

    private static OAuth1AccessToken token(OAuth10aService service)
            throws IOException, InterruptedException, ExecutionException {
        OAuth1RequestToken temporary = service.getRequestToken();
        assertThat(temporary.isOauthCallbackConfirmed()).isTrue();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String location =
                    browser.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            service.getAuthorizationUrl(temporary)))
                                            .build(),
                                    BodyHandlers.discarding())
                            .headers()
                            .firstValue("location")
                            .orElse("");
            String verifier =
                    Parameters.parse(location.substring(location.indexOf('?') + 1))
                            .first("oauth_verifier")
                            .orElse("");
            return service.getAccessToken(temporary, verifier);
        }
    }

    private static String called(
            OAuth10aService service, OAuth1AccessToken token, OAuthRequest request)
            throws IOException, InterruptedException, ExecutionException {
        service.signRequest(token, request);
        try (Response response = service.execute(request)) {
            assertThat(response.getCode()).isEqualTo(200);
            return response.getBody();
        }
    }
}
