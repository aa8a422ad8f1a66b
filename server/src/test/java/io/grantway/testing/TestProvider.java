package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Parameters;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.Pkce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A small OpenID provider that does what a test says, right or wrong. Its one client is `grantway`
/// with the secret [#SECRET].
public final class TestProvider implements Outgoing {
    /// With characters that a header's form must encode.
    public static final String SECRET = "s3cr:t%&+";

    private static final URI NOWHERE = URI.create("https://nowhere.example/");

    private record Login(ObjectNode claims, Parameters asked) {}

    public final String issuer;
    public final ObjectNode metadata = Json.object();
    public final ObjectNode userinfo = Json.object();
    private final TestClock clock;
    private final KeyRing keys;
    private final Map<String, Login> codes = new HashMap<>();
    private final List<OutgoingRequest> requests = new ArrayList<>();
    private UnaryOperator<ObjectNode> change = claims -> claims;
    private Function<ObjectNode, String> signer;
    private boolean down;
    private boolean careless;

    public TestProvider(String issuer, TestClock clock) {
        this.issuer = issuer;
        this.clock = clock;
        this.keys =
                KeyRing.open(
                        issuer,
                        EnumSet.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256),
                        new KeySchedule(
                                Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                        new InMemorySigningKeyStore(),
                        clock,
                        new SecureRandom());
        this.signer = this::sign;
        metadata.put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("userinfo_endpoint", issuer + "/userinfo")
                .put("jwks_uri", issuer + "/jwks");
        metadata.putArray("id_token_signing_alg_values_supported")
                .add("RS256")
                .add("ES256")
                .add("HS256")
                .add("none");
    }

    /// What the browser brings back from a login there.
    ///
    /// @param address that it was sent to
    /// @param claims of the user
    /// @return path and query of its way back
    public String loggedIn(String address, ObjectNode claims) {
        return back(address, "code", code(address, claims));
    }

    /// A code for a login that an address asks for.
    public String code(String address, ObjectNode claims) {
        String code = "code-" + codes.size() + "-" + claims.path("sub").asString("");
        codes.put(code, new Login(claims, asked(address)));
        return code;
    }

    /// @param told name, value, name, value: beside the state
    public static String back(String address, String... told) {
        Parameters asked = asked(address);
        Map<String, String> answer = new HashMap<>();
        asked.first("state").ifPresent(state -> answer.put("state", state));
        for (int i = 0; i < told.length; i += 2) {
            answer.put(told[i], told[i + 1]);
        }
        return URI.create(asked.first("redirect_uri").orElseThrow()).getPath()
                + "?"
                + Parameters.of(answer).encoded();
    }

    public static Parameters asked(String address) {
        return Parameters.parse(URI.create(address).getRawQuery());
    }

    /// From now on its ID tokens claim something else.
    public TestProvider claiming(UnaryOperator<ObjectNode> other) {
        change = other;
        return this;
    }

    /// From now on its ID tokens are made so.
    public TestProvider signing(Function<ObjectNode, String> other) {
        signer = other;
        return this;
    }

    /// As it signs by itself.
    public String sign(ObjectNode claims) {
        return keys.signer(SigningAlgorithm.RS256).sign("JWT", claims);
    }

    public TestProvider down(boolean now) {
        down = now;
        return this;
    }

    /// From now on it does not look at code verifiers.
    public TestProvider careless() {
        careless = true;
        return this;
    }

    public String jwks() {
        return Json.write(keys.jwks());
    }

    /// What it was asked at an endpoint.
    public List<OutgoingRequest> requests(String endpoint) {
        return requests.stream()
                .filter(each -> each.uri().toString().equals(issuer + endpoint))
                .toList();
    }

    /// A world of several.
    public static Outgoing all(TestProvider... providers) {
        return new Outgoing() {
            @Override
            public OutgoingAnswer fetch(OutgoingRequest request) {
                return Arrays.stream(providers)
                        .filter(each -> request.uri().toString().startsWith(each.issuer + "/"))
                        .findFirst()
                        .orElseThrow(() -> unreachable(request.uri()))
                        .fetch(request);
            }

            @Override
            public void close() {}
        };
    }

    private static OutgoingFailure unreachable(URI uri) {
        return new OutgoingFailure(Reason.UNREACHABLE, uri, "cannot be connected to");
    }

    @Override
    public OutgoingAnswer fetch(OutgoingRequest request) {
        requests.add(request);
        if (down) {
            throw unreachable(request.uri());
        }
        String path = request.uri().toString().substring(issuer.length());
        return switch (path) {
            case "/.well-known/openid-configuration" -> answer(200, Json.write(metadata));
            case "/jwks" -> answer(200, jwks());
            case "/token" -> token(request);
            case "/userinfo" ->
                    request.headers().first("Authorization").equals(Optional.of("Bearer at"))
                            ? answer(200, Json.write(userinfo))
                            : answer(401, "");
            default -> answer(404, "");
        };
    }

    private OutgoingAnswer token(OutgoingRequest request) {
        Parameters form = Parameters.parse(request.body().text());
        Login login = codes.remove(form.first("code").orElse(""));
        if (!isOurs(request, form) || login == null || !fits(login, form)) {
            return answer(400, "{\"error\":\"invalid_grant\"}");
        }
        ObjectNode claims = login.claims().deepCopy();
        claims.put("iss", issuer);
        claims.put("aud", "grantway");
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().getEpochSecond() + 300);
        login.asked().first("nonce").ifPresent(nonce -> claims.put("nonce", nonce));
        ObjectNode answer = Json.object().put("access_token", "at").put("token_type", "Bearer");
        answer.put("id_token", signer.apply(change.apply(claims)));
        return answer(200, Json.write(answer));
    }

    private boolean isOurs(OutgoingRequest request, Parameters form) {
        String pair =
                new String(
                        Base64.getDecoder()
                                .decode(
                                        request.headers()
                                                .first("Authorization")
                                                .orElse("Basic ")
                                                .substring("Basic ".length())),
                        StandardCharsets.UTF_8);
        boolean posted =
                form.first("client_id").equals(Optional.of("grantway"))
                        && form.first("client_secret").equals(Optional.of(SECRET));
        return pair.equals("grantway:s3cr%3At%25%26%2B") || posted;
    }

    private boolean fits(Login login, Parameters form) {
        String verifier = form.first("code_verifier").orElse("");
        boolean proved =
                login.asked()
                        .first("code_challenge")
                        .filter(challenge -> Pkce.matches(verifier, challenge))
                        .isPresent();
        return (proved || careless)
                && login.asked().first("redirect_uri").equals(form.first("redirect_uri"));
    }

    private static OutgoingAnswer answer(int status, String text) {
        return new OutgoingAnswer(NOWHERE, status, HeaderList.EMPTY, Body.of(text));
    }

    @Override
    public void close() {}
}
