package io.grantway.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

/// A client that proves itself by one of its two keys, with a library of others.
public final class KeyedClient {
    private static final String ASSERTION =
            "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=";

    public final String clientId;
    private final ECKey ec;
    private final RSAKey rsa;

    public KeyedClient(String clientId) {
        this.clientId = clientId;
        try {
            this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
            this.rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As in a configuration.
    ///
    /// @param metadata such as `profile: fapi2`
    public String application(String metadata) {
        return """
        {name: %s-app, clientId: %s, redirectUris: ['%s', 'http://127.0.0.1/app', 'http://client.example/plain'],
         authentication: {method: private_key_jwt, jwks: {keys: [%s, %s]}}, metadata: {%s}}
        """
                .formatted(
                        clientId,
                        clientId,
                        IssuerFixture.CALLBACK,
                        ec.toPublicJWK().toJSONString(),
                        rsa.toPublicJWK().toJSONString(),
                        metadata);
    }

    /// The parameters that prove the client, with a leading ampersand.
    ///
    /// @param audience a text or a list
    public String proof(InstantSource clock, Object audience) {
        return proof(clock, audience, JWSAlgorithm.ES256);
    }

    public String proof(InstantSource clock, Object audience, JWSAlgorithm algorithm) {
        Instant now = clock.instant();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .claim("aud", audience)
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .build();
        return "&client_id=" + clientId + ASSERTION + signed(claims, algorithm);
    }

    /// A JWT by the key of the algorithm.
    public String signed(JWTClaimsSet claims, JWSAlgorithm algorithm) {
        boolean curve = algorithm.equals(JWSAlgorithm.ES256);
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID(curve ? "ec" : "rsa").build(),
                        claims);
        try {
            JWSSigner signer = curve ? new ECDSASigner(ec) : new RSASSASigner(rsa);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
