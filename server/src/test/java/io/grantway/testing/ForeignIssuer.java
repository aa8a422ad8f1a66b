package io.grantway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An authorization server of somebody else, as far as its tokens and its documents go: they are
/// made with a library of others.
public final class ForeignIssuer {
    /// Making one takes long.
    private static final RSAKey RSA = rsa();

    private final String issuer;
    private final InstantSource clock;
    private final List<ECKey> keys = new ArrayList<>();

    public ForeignIssuer(String issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
        rotate();
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signs with a new key from now on, and publishes the old ones still.
    public void rotate() {
        try {
            keys.add(new ECKeyGenerator(Curve.P_256).keyID("k" + keys.size()).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Publishes the newest key alone.
    public void withdrawOldKeys() {
        keys.subList(0, keys.size() - 1).clear();
    }

    public String metadata() {
        return """
        {"issuer": "%s", "jwks_uri": "%s/jwks", "introspection_endpoint": "%s/introspect"}
        """
                .formatted(issuer, issuer, issuer);
    }

    public String jwks() {
        return new JWKSet(List.<JWK>copyOf(keys)).toString();
    }

    /// Publishes its documents where its issuer says.
    public void publish(Documents documents) {
        documents.put(issuer + "/.well-known/openid-configuration", metadata());
        documents.put(issuer + "/jwks", jwks(), "Cache-Control", "max-age=300");
    }

    public String publicKeyPem() {
        try {
            RSAPublicKey key = RSA.toRSAPublicKey();
            return "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Claims that are right for an hour, changed as said.
    ///
    /// @param changes a null takes a claim out
    public Map<String, Object> claims(Map<String, Object> changes) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", "megan");
        claims.put("client_id", "crm");
        claims.put("scope", "orders.read");
        claims.put("aud", "orders-api");
        claims.put("iat", Date.from(now));
        claims.put("exp", Date.from(now.plus(Duration.ofHours(1))));
        claims.putAll(changes);
        return claims;
    }

    public String token() {
        return token(Map.of());
    }

    /// @param changes of [#claims]
    public String token(Map<String, Object> changes) {
        ECKey key = keys.getLast();
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims(changes),
                signer(key));
    }

    /// By RSA, with no key id: for whoever knows the certificate only.
    public String byRsa(Map<String, Object> changes) {
        try {
            return signed(
                    new JWSHeader(JWSAlgorithm.RS256), claims(changes), new RSASSASigner(RSA));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String bySecret(String secret, Map<String, Object> changes) {
        try {
            return signed(
                    new JWSHeader(JWSAlgorithm.HS256), claims(changes), new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// With any header, signed by the newest key.
    public String token(JWSHeader header, Map<String, Object> changes) {
        return signed(header, claims(changes), signer(keys.getLast()));
    }

    /// Any text as header and claims, signed by the newest key all the same.
    public String text(String header, String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed =
                encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            return signed
                    + "."
                    + signer(keys.getLast())
                            .sign(
                                    new JWSHeader(JWSAlgorithm.ES256),
                                    signed.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String keyId() {
        return keys.getLast().getKeyID();
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        try {
            JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
            claims.forEach(set::claim);
            SignedJWT jwt = new SignedJWT(header, set.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
