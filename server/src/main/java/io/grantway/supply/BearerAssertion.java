package io.grantway.supply;

import io.grantway.http.Json;
import io.grantway.jose.AssertionSigner;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Makes the JWTs that are grants themselves (RFC 7523 §2.1, §3).
final class BearerAssertion {
    private static final int ID_BYTES = 16;

    private final JwtBearerConfig config;
    private final String issuer;
    private final Supplier<AssertionSigner> signer;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param issuer where the configuration names none
    /// @param clock as the server's goes, as far as that is known
    BearerAssertion(
            JwtBearerConfig config,
            @Nullable String issuer,
            Supplier<AssertionSigner> signer,
            InstantSource clock,
            SecureRandom random) {
        this.config = config;
        this.issuer = config.issuer() == null ? String.valueOf(issuer) : config.issuer();
        this.signer = signer;
        this.clock = clock;
        this.random = random;
    }

    String forServer(URI endpoint) {
        Instant now = clock.instant();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        ObjectNode claims = Json.object();
        config.claims().forEach(claims::put);
        claims.put("iss", issuer)
                .put("sub", config.subject() == null ? issuer : config.subject())
                .put("aud", config.audience() == null ? endpoint.toString() : config.audience())
                .put("jti", HexFormat.of().formatHex(id))
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(config.lifetime()).getEpochSecond());
        return signer.get().sign(claims);
    }
}
