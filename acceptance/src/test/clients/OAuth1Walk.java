import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.http.Parameters;
import io.grantway.vault.Access;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.OAuth1Signer;
import io.grantway.vault.SignedCall;
import io.grantway.vault.oauth1.ThreeLegged;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks the three legs with the libraries of the distribution, and prints what each signed call
/// was answered. Run as a source file.
///
/// Arguments: the server's address, the file of the client's private key, a signature method, where
/// the protocol's parameters stand (`header`, `query`), a method for the first and the last leg.
final class OAuth1Walk {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:7777/callback?a=b%20c");

    /// oauthlib decodes what stands in a query twice.
    private static final URI PLAIN_CALLBACK = URI.create("http://127.0.0.1:7777/callback?a=b");
    private static final String FORM = "application/x-www-form-urlencoded";

    public static void main(String... args) throws Exception {
        try {
            walk(args);
        } catch (AccountUnavailable e) {
            // It has no stack trace, which the launcher of source files does not expect.
            throw new IllegalStateException(e.getMessage());
        }
    }

    private static void walk(String... args) throws Exception {
        SignatureMethod method = SignatureMethod.valueOf(args[2]);
        OAuth1Config client =
                new OAuth1Config(
                        "grantwayconsumerkey1234",
                        Secret.of("consumer secret & more"),
                        null,
                        null,
                        method,
                        method == SignatureMethod.RSA_SHA1
                                ? Secret.of(Files.readString(Path.of(args[1])))
                                : null,
                        null,
                        false);
        var clock = InstantSource.system();
        var random = new SecureRandom();
        try (Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
                HttpClient http = HttpClient.newHttpClient()) {
            Access.OAuth1 access = access(client, args[0], args[4], args[3].equals("query"));
            URI callback = args[3].equals("query") ? PLAIN_CALLBACK : CALLBACK;
            var legs = new ThreeLegged(outgoing, clock, random);
            ThreeLegged.Temporary temporary = legs.temporary(access, callback);
            String location =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    legs.authorize(access, temporary, callback))
                                            .build(),
                                    BodyHandlers.discarding())
                            .headers()
                            .firstValue("location")
                            .orElseThrow();
            Parameters back = Parameters.parse(URI.create(location).getRawQuery());
            ThreeLegged.Token token = legs.token(access, temporary, back.first("oauth_verifier"));
            var signer =
                    new OAuth1Signer(
                            client.with(token.credential().token(), token.credential().shared()),
                            clock,
                            random);
            // The libraries may log here too.
            for (SignedCall call : calls(args[0])) {
                System.out.println("answer " + called(http, signer, call, args[3].equals("query")));
            }
        }
    }

    private static Access.OAuth1 access(
            OAuth1Config client, String at, String method, boolean inQuery) {
        return new Access.OAuth1(
                client,
                URI.create(at + "/request"),
                URI.create(at + "/authorize"),
                Map.of(),
                URI.create(at + "/access"),
                method,
                method,
                inQuery,
                false,
                new Access.Revocation(Access.Revocation.Style.NONE, Optional.empty()));
    }

    private static List<SignedCall> calls(String at) {
        return List.of(
                call(at, "GET", "/photos", Optional.empty(), ""),
                call(at, "GET", "/ph%20otos/~a?b=2&b=1&c=&b=%2F&%C3%A4=%2B*", Optional.empty(), ""),
                call(at, "POST", "/photos?z=1", Optional.of(FORM), "b=%C3%A4%26&a=1+2&z=0&e="),
                call(at, "POST", "/photos", Optional.of(FORM), "a=%2A&a=%7E&a=+&a=x"),
                call(at, "PUT", "/photos", Optional.of("application/json"), "{\"a\":\"b&c\"}"),
                call(at, "DELETE", "/photos/1", Optional.empty(), ""));
    }

    private static SignedCall call(
            String at, String method, String path, Optional<String> type, String body) {
        return new SignedCall(method, URI.create(at + path), type, Body.of(body));
    }

    private static String called(
            HttpClient http, OAuth1Signer signer, SignedCall call, boolean inQuery)
            throws Exception {
        URI uri =
                inQuery ? signer.inQuery(call, Map.of(), Duration.ZERO) : call.uri();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .method(call.method(), BodyPublishers.ofByteArray(call.body().bytes()));
        call.contentType().ifPresent(type -> request.header("Content-Type", type));
        if (!inQuery) {
            request.header("Authorization", signer.authorization(call).expose(text -> text));
        }
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }
}
