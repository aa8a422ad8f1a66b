package io.grantway.jose;

import io.grantway.http.NormalPath;
import io.grantway.http.Problem;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks a proof of DPoP by itself and against its request (RFC 9449 §4.3). Remembers nothing: its
/// caller sees to `jti` and `nonce`, and to there being one proof only.
public final class DpopVerifier {
    /// A longer life would only mean more proofs to remember, and more time for stolen ones.
    public static final Duration LIFE = Duration.ofMinutes(1);

    /// How far the sender's clock may be off.
    public static final Duration SKEW = Duration.ofSeconds(30);

    private static final int LONGEST_ID = 1024;

    /// What only a private or a shared key has (RFC 7518 §6.2.2, §6.3.2, §6.4).
    private static final List<String> PRIVATE =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private final JwtVerifier signatures;
    private final TimeCheck age;
    private final TimeCheck limits;

    /// @param algorithms by which a proof may be signed
    public DpopVerifier(InstantSource clock, Collection<SigningAlgorithm> algorithms) {
        this.signatures = JwtVerifier.allowing(algorithms).requiringType("dpop+jwt");
        this.age = new TimeCheck(clock, SKEW, LIFE, Set.of("iat"));
        this.limits = new TimeCheck(clock, SKEW, TimeCheck.ANY_AGE, Set.of());
    }

    /// @param address of the request as its sender knows it; its query does not count
    /// @param accessToken that the request is made with; none where it asks for one
    public ProofReading verify(
            String proof, String method, URI address, Optional<String> accessToken) {
        return switch (UnverifiedJwt.read(proof)) {
            case Refused refused -> refused;
            case UnverifiedJwt jwt -> verify(jwt, method, address, accessToken);
        };
    }

    private ProofReading verify(
            UnverifiedJwt jwt, String method, URI address, Optional<String> accessToken) {
        if (!(jwt.header().path("jwk") instanceof ObjectNode jwk)) {
            return refused(Reason.UNKNOWN_KEY, "jwk must be a public key");
        }
        if (PRIVATE.stream().anyMatch(jwk::has)) {
            return refused(Reason.UNKNOWN_KEY, "jwk tells a private key, which is lost by that");
        }
        return switch (JwkReading.of(jwk)) {
            case JwkReading.Private() -> refused(Reason.UNKNOWN_KEY, "jwk tells a private key");
            case JwkReading.Unusable(var why) -> refused(Reason.UNKNOWN_KEY, "jwk: " + why);
            case JwkReading.Usable(var key) ->
                    switch (signatures.verify(jwt, KeySet.of(key))) {
                        case Refused refused -> refused;
                        case Verification.Verified(_, var claims) ->
                                doubt(claims, method, address, accessToken)
                                        .<ProofReading>map(each -> each)
                                        .orElseGet(() -> proof(jwk, claims));
                    };
        };
    }

    private Optional<Refused> doubt(
            ObjectNode claims, String method, URI address, Optional<String> accessToken) {
        if (text(claims, "jti").filter(id -> id.length() <= LONGEST_ID).isEmpty()) {
            return Optional.of(refused(Reason.MALFORMED, "jti must be a text"));
        }
        if (!text(claims, "htm").equals(Optional.of(method))) {
            return Optional.of(refused(Reason.OTHER_USE, "htm is not the request's method"));
        }
        Optional<String> named = text(claims, "htu").flatMap(DpopVerifier::normal);
        if (named.isEmpty() || !named.equals(normal(address.toString()))) {
            return Optional.of(refused(Reason.OTHER_USE, "htu is not the request's address"));
        }
        if (accessToken.isPresent() && !isHash(text(claims, "ath"), accessToken.get())) {
            return Optional.of(refused(Reason.OTHER_USE, "ath is not the access token's hash"));
        }
        return age.check(claims.deepCopy().retain("iat")).or(() -> limits.check(claims));
    }

    private static DpopProof proof(ObjectNode jwk, ObjectNode claims) {
        return new DpopProof(
                PublicJwk.thumbprint(KeyType.valueOf(jwk.path("kty").asString()), jwk),
                claims.path("jti").asString(),
                Instant.ofEpochSecond((long) Math.ceil(claims.path("iat").doubleValue()))
                        .plus(LIFE),
                text(claims, "nonce"));
    }

    /// An address without what does not count, and in one spelling (RFC 3986 §6.2.2, §6.2.3).
    private static Optional<String> normal(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            String path = uri.getRawPath();
            return Optional.of(
                    scheme
                            + "://"
                            + uri.getHost().toLowerCase(Locale.ROOT)
                            + ":"
                            + (uri.getPort() < 0 ? usual : uri.getPort())
                            + NormalPath.of(path.isEmpty() ? "/" : path));
        } catch (IllegalArgumentException | Problem _) {
            return Optional.empty();
        }
    }

    /// RFC 9449 §4.2: the SHA-256 of the token's ASCII, base64url.
    private static boolean isHash(Optional<String> told, String token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(StandardCharsets.US_ASCII));
            return told.flatMap(JoseJson::decode)
                    .map(each -> MessageDigest.isEqual(each, hash))
                    .orElse(false);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<String> text(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        return value.isString() && !value.asString().isEmpty()
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    private static Refused refused(Reason reason, String why) {
        return new Refused(reason, why);
    }
}
