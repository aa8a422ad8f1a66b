package io.grantway.acceptance;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/// Tokens that must not open the API, and what the gateway must find wrong with each.
final class BadTokens {
    static final UnaryOperator<JWTClaimsSet.Builder> FOR_ANOTHER_API =
            claims -> claims.audience(List.of("billing-api"));

    private final ExternalServers servers;

    BadTokens(ExternalServers servers) {
        this.servers = servers;
    }

    /// @param server whose token it claims to be, and what the explanation must name
    private static Arguments bad(
            String name, Supplier<String> token, String server, String reason, String value) {
        return arguments(name, token, server, reason, value);
    }

    List<Arguments> all() {
        return List.of(
                bad(
                        "bad signature, RSA",
                        () -> tampered(servers.rsa().token()),
                        "legacy-rsa",
                        "token_signature_wrong",
                        "RS256"),
                bad(
                        "bad signature, HMAC",
                        () -> tampered(servers.hmac().token()),
                        "legacy-hmac",
                        "token_signature_wrong",
                        "HS256"),
                bad(
                        "bad signature, Keycloak",
                        () -> tampered(keycloakToken()),
                        "keycloak",
                        "token_signature_wrong",
                        "RS256"),
                bad(
                        "bad signature, our own",
                        () -> tampered(servers.token("local", "erp", "orders.read")),
                        "local",
                        "token_signature_wrong",
                        ""),
                bad(
                        "expired",
                        () -> servers.rsa().token(claims -> claims.expirationTime(inSeconds(-90))),
                        "legacy-rsa",
                        "token_expired",
                        "exp"),
                bad(
                        "not yet valid",
                        () -> servers.hmac().token(claims -> claims.notBeforeTime(inSeconds(90))),
                        "legacy-hmac",
                        "token_not_yet_valid",
                        "nbf"),
                bad(
                        "alg none",
                        () -> new PlainJWT(servers.rsa().claims().build()).serialize(),
                        "legacy-rsa",
                        "token_algorithm_refused",
                        "none"),
                bad(
                        "the RSA certificate as HMAC secret",
                        this::signedByCertificate,
                        "legacy-rsa",
                        "token_algorithm_refused",
                        "HS256"),
                bad(
                        "wrong issuer",
                        () -> servers.rsa().token(claims -> claims.issuer("https://evil.example")),
                        "",
                        "token_issuer_unknown",
                        "https://evil.example"),
                bad(
                        "unknown kid",
                        () -> keycloakClaims("made-up"),
                        "keycloak",
                        "token_key_unknown",
                        "made-up"),
                bad(
                        "one server's token by another's key",
                        () -> servers.rsa().token(claims -> claims.issuer("https://hmac.example")),
                        "legacy-hmac",
                        "token_algorithm_refused",
                        "RS256"),
                bad(
                        "Keycloak's kid and another's key",
                        () -> keycloakClaims(kid(keycloakToken())),
                        "keycloak",
                        "token_signature_wrong",
                        "RS256"),
                bad("opaque, never given", () -> "op_made-up", "opaque", "token_inactive", "op_"),
                bad(
                        "for another API, refused by the policy",
                        () -> servers.hmac().token(FOR_ANOTHER_API),
                        "legacy-hmac",
                        "token_audience_wrong",
                        "billing-api"),
                bad(
                        "for another API, refused by the server's own audience",
                        () -> servers.keycloak().token("erp-kc", ""),
                        "keycloak",
                        "token_audience_wrong",
                        "orders-api"));
    }

    private String keycloakToken() {
        return servers.keycloak().token("erp-kc", "orders.read");
    }

    private String keycloakClaims(String keyId) {
        return servers.rsa()
                .sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                        servers.rsa().claims().issuer(servers.keycloak().issuer()).build());
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// The oldest attack on JWTs: what everybody may know taken as a secret.
    private String signedByCertificate() {
        try {
            byte[] certificate = Files.readAllBytes(servers.certificate());
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader(JWSAlgorithm.HS256), servers.rsa().claims().build());
            jwt.sign(new MACSigner(certificate));
            return jwt.serialize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    /// With another character in the middle of its signature.
    private static String tampered(String token) {
        int at = (token.lastIndexOf('.') + token.length()) / 2;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }
}
