package io.grantway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grantway.oauth.Pkce;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/// The key of a client that makes proofs of DPoP, with a library of others.
public final class DpopKey {
    private final ECKey key;
    private final InstantSource clock;

    public DpopKey(InstantSource clock) {
        this.clock = clock;
        try {
            this.key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public JWK pair() {
        return key;
    }

    /// A right one.
    public String proof(String method, String address) {
        return proof(method, address, Map.of());
    }

    /// A right one for a call with an access token.
    public String proof(String method, String address, String accessToken) {
        // The challenge of PKCE and `ath` are made alike.
        return proof(method, address, Map.of("ath", Pkce.challenge(accessToken)));
    }

    /// @param claims that replace the right ones; an empty text takes one out
    public String proof(String method, String address, Map<String, Object> claims) {
        return proof("dpop+jwt", key.toPublicJWK(), method, address, clock.instant(), claims);
    }

    public String proof(
            String typ,
            JWK shown,
            String method,
            String address,
            Instant issuedAt,
            Map<String, Object> claims) {
        JWTClaimsSet.Builder all =
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .claim("htm", method)
                        .claim("htu", address)
                        .issueTime(Date.from(issuedAt));
        claims.forEach((name, value) -> all.claim(name, value.equals("") ? null : value));
        SignedJWT proof =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(new JOSEObjectType(typ))
                                .jwk(shown)
                                .build(),
                        all.build());
        try {
            proof.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return proof.serialize();
    }
}
