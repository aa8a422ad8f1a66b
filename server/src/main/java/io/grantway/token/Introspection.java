package io.grantway.token;

import io.grantway.http.Json;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.jose.Audience;
import io.grantway.jose.JwtReading;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Asks a server about its tokens (RFC 7662). Blocks.
///
/// A server that does not answer is left alone for a moment, and never has more than so many
/// questions at once: a slow one must not take every thread of this process with it.
final class Introspection {
    static final Duration PAUSE = Duration.ofSeconds(2);

    /// In a row, after which it is left alone.
    private static final int FAILURES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Introspection.class);
    private static final int AT_ONCE = 64;
    private static final int LARGEST = 64 * 1024;

    private final String name;
    private final IntrospectionConfig config;
    private final Optional<String> configuredIssuer;
    private final MetadataSource metadata;
    private final ServerKeys keys;
    private final ExternalServer.Surroundings around;
    private final ClientProof proof;
    private final JwtVerifier signed;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Instant silentUntil = Instant.EPOCH;

    Introspection(
            String name,
            IntrospectionConfig config,
            ExternalServerConfig server,
            MetadataSource metadata,
            ServerKeys keys,
            ExternalServer.Surroundings around) {
        this.name = name;
        this.config = config;
        this.configuredIssuer = Optional.ofNullable(server.issuer());
        this.metadata = metadata;
        this.keys = keys;
        this.around = around;
        this.proof = ClientProof.of(config, around.clock(), around.random());
        this.signed =
                JwtVerifier.allowing(Arrays.asList(SigningAlgorithm.values()))
                        .requiringType("token-introspection+jwt");
    }

    /// What the server said.
    sealed interface Answer {}

    record Active(ObjectNode claims) implements Answer {}

    record Inactive() implements Answer {}

    /// @param why for the log
    record Silent(String why) implements Answer {}

    Duration cache() {
        return config.cache();
    }

    Answer ask(CandidateToken token) {
        if (around.clock().instant().isBefore(silentUntil)) {
            return new Silent("its introspection endpoint did not answer a moment ago");
        }
        if (!free.tryAcquire()) {
            return new Silent(AT_ONCE + " questions are waiting for its introspection endpoint");
        }
        try {
            return asked(token);
        } finally {
            free.release();
        }
    }

    private Answer asked(CandidateToken token) {
        URI endpoint = config.endpoint();
        if (endpoint == null) {
            switch (metadata.find()) {
                case MetadataSource.Unavailable(var why) -> {
                    return new Silent(why);
                }
                case MetadataSource.Known(var found) -> {
                    if (found.introspection().isEmpty()) {
                        return new Silent("its metadata names no introspection_endpoint");
                    }
                    endpoint = found.introspection().get();
                }
            }
        }
        try {
            return read(around.outgoing().fetch(request(endpoint, token)));
        } catch (OutgoingFailure e) {
            return silent("its introspection endpoint: " + e.getMessage());
        }
    }

    /// What the server calls itself, where that is known.
    private Optional<String> issuer() {
        return configuredIssuer.or(() -> metadata.known().map(ServerMetadata::issuer));
    }

    private OutgoingRequest request(URI endpoint, CandidateToken token) {
        return proof.post(
                        endpoint,
                        issuer().orElseGet(endpoint::toString),
                        Map.of("token", token.text(), "token_type_hint", "access_token"))
                .with(
                        "Accept",
                        config.signed()
                                ? "application/token-introspection+jwt"
                                : "application/json")
                .within(new Limits(config.timeout(), LARGEST));
    }

    private Answer read(OutgoingAnswer answer) {
        if (!answer.isOk()) {
            // A 401 is about this gateway's own secret, not about the token.
            return silent("its introspection endpoint answered with status " + answer.status());
        }
        Optional<ObjectNode> told =
                config.signed()
                        ? signed(answer.body().text())
                        : Json.readObject(answer.body().text());
        if (told.isEmpty()) {
            return silent("its introspection endpoint did not answer as " + form());
        }
        failures.set(0);
        return told.get().path("active").isBoolean() && told.get().path("active").asBoolean()
                ? new Active(told.get())
                : new Inactive();
    }

    private String form() {
        return config.signed() ? "RFC 9701 says, signed by its keys" : "RFC 7662 says";
    }

    private Answer silent(String why) {
        LOG.warn("authorization server {}: {}", name, why);
        if (failures.incrementAndGet() >= FAILURES) {
            silentUntil = around.clock().instant().plus(PAUSE);
        }
        return new Silent(why);
    }

    /// RFC 9701 §5: signed by the server, for us, and about one question only.
    private Optional<ObjectNode> signed(String text) {
        JwtReading reading = UnverifiedJwt.read(text.strip());
        if (!(reading instanceof UnverifiedJwt jwt)
                || !(keys.verify(signed, jwt) instanceof Verification.Verified(_, var claims))) {
            return Optional.empty();
        }
        boolean ours =
                Audience.of(claims).contains(config.clientId())
                        && issuer().filter(it -> !it.equals(claims.path("iss").asString("")))
                                .isEmpty();
        return ours && claims.path("token_introspection") instanceof ObjectNode told
                ? Optional.of(told)
                : Optional.empty();
    }
}
