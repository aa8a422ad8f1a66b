package io.grantway.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// An authorization server of which only the tokens are ever seen.
///
/// @param client whose tokens are made
record ForeignIssuer(String issuer, String client, JWSAlgorithm algorithm, JWSSigner signer) {
    private static final String PASSWORD = "changeit";

    static ForeignIssuer ofSecret(String issuer, String client, String secret) {
        try {
            return new ForeignIssuer(
                    issuer,
                    client,
                    JWSAlgorithm.HS256,
                    new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// With a new key.
    ///
    /// @param certificate the file that gets the key's certificate in PEM
    static ForeignIssuer ofCertificate(String issuer, String client, Path certificate) {
        try {
            KeyStore store = newKey(Files.createTempDirectory("key").resolve("store.p12"));
            Files.writeString(
                    certificate,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(store.getCertificate("it").getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            PrivateKey key = (PrivateKey) store.getKey("it", PASSWORD.toCharArray());
            return new ForeignIssuer(issuer, client, JWSAlgorithm.RS256, new RSASSASigner(key));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore newKey(Path store) throws IOException, GeneralSecurityException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                "CN=legacy.example",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool made no key");
        }
        try (var in = Files.newInputStream(store)) {
            KeyStore read = KeyStore.getInstance("PKCS12");
            read.load(in, PASSWORD.toCharArray());
            return read;
        }
    }

    /// What its tokens say where nothing else is asked for.
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("ann")
                .audience(List.of("orders-api"))
                .claim("client_id", client)
                .claim("scope", "orders.read")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    String token() {
        return token(claims -> claims);
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(new JWSHeader.Builder(algorithm).build(), change.apply(claims()).build());
    }

    String sign(JWSHeader header, JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
        return jwt.serialize();
    }
}
