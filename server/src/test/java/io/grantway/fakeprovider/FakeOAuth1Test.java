package io.grantway.fakeprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.http.Parameters;
import io.grantway.testing.TestClock;
import io.grantway.vault.Access;
import io.grantway.vault.Access.Revocation.Style;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.FixedCredential.OAuth1Token;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.OAuth1Signer;
import io.grantway.vault.SignedCall;
import io.grantway.vault.oauth1.ThreeLegged;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import io.grantway.vault.oauth1.ThreeLegged.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The three legs and signed calls, from our side and the fake provider's.
class FakeOAuth1Test {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:7777/callback?a=b");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final KeyPair keys = rsa();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private final TestClock clock = new TestClock();
    private FakeProvider provider = start(clock);

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    private FakeProvider start(InstantSource time) {
        try {
            var settings =
                    new FakeProvider.Settings(
                            "127.0.0.1",
                            0,
                            List.of(),
                            Optional.of(pem("PUBLIC KEY", keys.getPublic().getEncoded())));
            return FakeProvider.start(settings, new Switches(), time, new SecureRandom());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() {
        http.close();
        outgoing.close();
        provider.close();
    }

    private OAuth1Config client(SignatureMethod method, String secret) {
        Secret key =
                method == SignatureMethod.RSA_SHA1
                        ? Secret.of(pem("PRIVATE KEY", keys.getPrivate().getEncoded()))
                        : null;
        return new OAuth1Config(
                "pixie-key", Secret.of(secret), null, null, method, key, "fake", false);
    }

    private Access.OAuth1 access(OAuth1Config client, String method, boolean inQuery) {
        String at = provider.uri().toString();
        return new Access.OAuth1(
                client,
                URI.create(at + "/oauth1/request?lang=de"),
                URI.create(at + "/oauth1/authorize"),
                Map.of("auto", "megan"),
                URI.create(at + "/oauth1/access"),
                method,
                method,
                inQuery,
                false,
                new Access.Revocation(Style.OAUTH1_POST, Optional.empty()));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Parameters browse(URI address) throws IOException {
        String location =
                send(HttpRequest.newBuilder(address).build())
                        .headers()
                        .firstValue("location")
                        .orElse("");
        assertThat(location).startsWith(CALLBACK + "&");
        return Parameters.parse(URI.create(location).getRawQuery());
    }

    private Token token(Access.OAuth1 access, InstantSource time) throws IOException {
        var legs = new ThreeLegged(outgoing, time, new SecureRandom());
        Temporary temporary = legs.temporary(access, CALLBACK);
        Parameters back = browse(legs.authorize(access, temporary, CALLBACK));
        assertThat(back.first("oauth_token")).contains(temporary.token());
        return legs.token(access, temporary, back.first("oauth_verifier"));
    }

    private OAuth1Signer signer(OAuth1Config client, OAuth1Token token) {
        return new OAuth1Signer(
                client.with(token.token(), token.shared()), clock, new SecureRandom());
    }

    private SignedCall call(String method, String path, String body) {
        Optional<String> type = body.isEmpty() ? Optional.empty() : Optional.of(FORM);
        return new SignedCall(method, URI.create(provider.uri() + path), type, Body.of(body));
    }

    private HttpResponse<String> send(SignedCall call, Secret authorization) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(call.uri())
                        .method(call.method(), BodyPublishers.ofByteArray(call.body().bytes()))
                        .header("Authorization", authorization.expose(text -> text));
        call.contentType().ifPresent(type -> request.header("Content-Type", type));
        return send(request.build());
    }

    @ParameterizedTest
    @EnumSource(SignatureMethod.class)
    void walksTheThreeLegsAndCalls(SignatureMethod method) throws IOException {
        OAuth1Config client = client(method, "pixie-consumer-secret");
        Token token = token(access(client, "POST", false), clock);
        assertThat(token.metadata()).isEqualTo(Map.of("user_id", "megan"));

        OAuth1Signer signer = signer(client, token.credential());
        SignedCall list = call("GET", "/files?limit=2&cursor=p3", "");
        HttpResponse<String> files = send(list, signer.authorization(list));
        assertThat(files.statusCode()).isEqualTo(200);
        assertThat(files.body()).contains("\"owner\":\"megan\"");

        SignedCall form = call("POST", "/echo?b=2&b=1&c=&d", "b=0&%C3%A4=%2B+%7E*&empty=&b=%2F");
        assertThat(send(form, signer.authorization(form)).statusCode()).isEqualTo(200);

        SignedCall end = call("POST", "/oauth1/revoke", "");
        assertThat(send(end, signer.authorization(end)).statusCode()).isEqualTo(200);
        HttpResponse<String> after = send(list, signer.authorization(list));
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(after.body()).isEqualTo("oauth_problem=token_rejected");
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "POST, true", "GET, false"})
    void walksWithParametersInQueryOrHeaderByEitherMethod(String method, boolean inQuery)
            throws IOException {
        OAuth1Config client = client(SignatureMethod.HMAC_SHA256, "pixie-consumer-secret");
        OAuth1Token token = token(access(client, method, inQuery), clock).credential();

        SignedCall call = call("GET", "/echo?a=b%20c", "");
        URI signed = signer(client, token).inQuery(call, Map.of(), Duration.ZERO);
        assertThat(send(HttpRequest.newBuilder(signed).build()).statusCode()).isEqualTo(200);
    }

    /// The provider's clock is the machine's here, and ours months behind.
    @Test
    void walksWithAClockThatGoesOtherwise() throws IOException {
        provider.close();
        provider = start(InstantSource.system());
        Access.OAuth1 access =
                access(client(SignatureMethod.HMAC_SHA1, "pixie-consumer-secret"), "POST", false);

        assertThat(token(access, clock).metadata()).containsEntry("user_id", "megan");
        assertThat(provider.counters().of("oauth1Requests")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = SignatureMethod.class, names = "RSA_SHA1", mode = EnumSource.Mode.EXCLUDE)
    void refusesAWrongConsumerSecret(SignatureMethod method) {
        var legs = new ThreeLegged(outgoing, clock, new SecureRandom());
        assertThatThrownBy(() ->
                        legs.temporary(access(client(method, "other"), "POST", false), CALLBACK))
                .isInstanceOf(AccountUnavailable.class)
                .hasMessage("the provider answered 401 (signature_invalid)");
    }

    @Test
    void refusesAVerifierThatIsWrongOrComesTwice() throws IOException {
        Access.OAuth1 access =
                access(client(SignatureMethod.HMAC_SHA1, "pixie-consumer-secret"), "POST", false);
        var legs = new ThreeLegged(outgoing, clock, new SecureRandom());
        Temporary temporary = legs.temporary(access, CALLBACK);
        Parameters back = browse(legs.authorize(access, temporary, CALLBACK));

        assertThatThrownBy(() -> legs.token(access, temporary, Optional.of("other")))
                .hasMessage("the provider answered 401 (permission_denied)");
        legs.token(access, temporary, back.first("oauth_verifier"));
        assertThatThrownBy(() -> legs.token(access, temporary, back.first("oauth_verifier")))
                .hasMessage("the provider answered 401 (token_rejected)");
    }

    @Test
    void refusesASignedCallThatIsReplayedStaleOrChanged() throws IOException {
        OAuth1Config client = client(SignatureMethod.HMAC_SHA1, "pixie-consumer-secret");
        OAuth1Signer signer =
                signer(client, token(access(client, "POST", false), clock).credential());
        SignedCall call = call("POST", "/echo?x=1", "a=1&a=2");

        Secret once = signer.authorization(call);
        assertThat(send(call, once).statusCode()).isEqualTo(200);
        assertThat(send(call, once).body()).isEqualTo("oauth_problem=nonce_used");

        Secret stale = signer.authorization(call, Map.of(), Duration.ofSeconds(-301));
        assertThat(send(call, stale).body()).isEqualTo("oauth_problem=timestamp_refused");
        Secret ahead = signer.authorization(call, Map.of(), Duration.ofSeconds(301));
        assertThat(send(call, ahead).body()).isEqualTo("oauth_problem=timestamp_refused");

        Secret fresh = signer.authorization(call);
        for (SignedCall changed :
                List.of(
                        call("POST", "/echo?x=1", "a=1&a=3"),
                        call("POST", "/echo?x=1", "a=1"),
                        call("POST", "/echo?x=2", "a=1&a=2"),
                        call("PUT", "/echo?x=1", "a=1&a=2"),
                        call("POST", "/files?x=1", "a=1&a=2"))) {
            assertThat(send(changed, fresh).body())
                    .as(changed.toString())
                    .isEqualTo("oauth_problem=signature_invalid");
        }
        assertThat(send(call, fresh).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesCallsOfOthersConsumers() throws IOException {
        HttpResponse<String> answer =
                send(
                        call("GET", "/oauth1/request", ""),
                        Secret.of(
                                "OAuth oauth_consumer_key=\"other\", oauth_signature=\"x\","
                                        + " oauth_signature_method=\"PLAINTEXT\""));
        assertThat(answer.body()).isEqualTo("oauth_problem=consumer_key_unknown");
        HttpResponse<String> twice =
                send(
                        call("GET", "/oauth1/request", ""),
                        Secret.of(
                                "OAuth oauth_consumer_key=\"pixie-key\", oauth_signature=\"x\","
                                        + " oauth_signature=\"y\""));
        assertThat(twice.body()).isEqualTo("oauth_problem=parameter_absent");
        assertThat(twice.headers().firstValue("www-authenticate").orElse(""))
                .contains("parameter_absent");
    }
}
