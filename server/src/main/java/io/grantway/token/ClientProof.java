package io.grantway.token;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import io.grantway.jose.AssertionSigner;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How this program proves itself as a client of somebody else's server (RFC 6749 §2.3, RFC 7523
/// §2.2, RFC 8705 §2).
public final class ClientProof {
    private static final String ASSERTION =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(1);
    private static final int ID_BYTES = 16;

    private final String clientId;
    private final TokenEndpointAuthMethod method;
    private final Optional<Secret> secret;
    private final Optional<Secret> certificate;
    private final Optional<Supplier<AssertionSigner>> signer;
    private final Duration assertionLife;
    private final InstantSource clock;
    private final SecureRandom random;

    private ClientProof(
            String clientId,
            TokenEndpointAuthMethod method,
            Optional<Secret> secret,
            Optional<Secret> certificate,
            Optional<Supplier<AssertionSigner>> signer,
            Duration assertionLife,
            InstantSource clock,
            SecureRandom random) {
        this.clientId = clientId;
        this.method = method;
        this.secret = secret;
        this.certificate = certificate;
        this.signer = signer;
        this.assertionLife = assertionLife;
        this.clock = clock;
        this.random = random;
    }

    static ClientProof of(IntrospectionConfig config, InstantSource clock, SecureRandom random) {
        return new ClientProof(
                config.clientId(),
                config.authentication(),
                Optional.ofNullable(config.clientSecret()),
                Optional.ofNullable(config.certificate()),
                signer(
                                config.authentication(),
                                config.clientSecret(),
                                config.privateKey(),
                                config.keyId(),
                                random)
                        .map(each -> (Supplier<AssertionSigner>) () -> each),
                ASSERTION_LIFE,
                clock,
                random);
    }

    /// By a secret in a header, or by nothing but the name.
    public static ClientProof ofSecret(
            String clientId, Optional<Secret> secret, InstantSource clock, SecureRandom random) {
        return new ClientProof(
                clientId,
                secret.isPresent()
                        ? TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
                        : TokenEndpointAuthMethod.NONE,
                secret,
                Optional.empty(),
                Optional.empty(),
                ASSERTION_LIFE,
                clock,
                random);
    }

    /// By any method.
    ///
    /// @param secret for the methods by secret
    /// @param certificate with its private key, in PEM, for the methods by certificate
    /// @param signer asked for each assertion, so that keys may take turns
    /// @param clock as the server's goes, as far as that is known
    public static ClientProof of(
            String clientId,
            TokenEndpointAuthMethod method,
            Optional<Secret> secret,
            Optional<Secret> certificate,
            Optional<Supplier<AssertionSigner>> signer,
            Duration assertionLife,
            InstantSource clock,
            SecureRandom random) {
        return new ClientProof(
                clientId, method, secret, certificate, signer, assertionLife, clock, random);
    }

    private static Optional<AssertionSigner> signer(
            TokenEndpointAuthMethod method,
            @Nullable Secret secret,
            @Nullable Secret privateKey,
            @Nullable String keyId,
            SecureRandom random) {
        return switch (method) {
            case CLIENT_SECRET_JWT ->
                    Optional.of(AssertionSigner.ofSecret(Objects.requireNonNull(secret)));
            case PRIVATE_KEY_JWT ->
                    Optional.of(
                            AssertionSigner.ofPrivateKey(
                                    Objects.requireNonNull(privateKey),
                                    Optional.ofNullable(keyId),
                                    random));
            default -> Optional.empty();
        };
    }

    /// What a request needs to prove who makes it.
    ///
    /// @param parameters to send with its own
    /// @param authorization the value of that field
    /// @param certificate that the connection shows
    public record Proof(
            Map<String, String> parameters,
            Optional<String> authorization,
            Optional<Secret> certificate) {
        /// The same request with the proofs that are no parameters.
        public OutgoingRequest on(OutgoingRequest request) {
            OutgoingRequest shown =
                    certificate.isPresent() ? request.showing(certificate.get()) : request;
            return authorization.isPresent()
                    ? shown.with("Authorization", authorization.get())
                    : shown;
        }

        /// The names of the parameters only: their values are secrets.
        @Override
        public String toString() {
            return "Proof" + parameters.keySet();
        }
    }

    /// @param audience whom an assertion is for: the server's issuer, where it is known (RFC 7523
    ///   §3), else the endpoint
    public Proof prove(String audience) {
        Map<String, String> form = new LinkedHashMap<>();
        switch (method) {
            case CLIENT_SECRET_BASIC -> {}
            case CLIENT_SECRET_POST -> {
                form.put("client_id", clientId);
                secret.ifPresent(it -> form.put("client_secret", it.expose(text -> text)));
            }
            case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> {
                form.put("client_id", clientId);
                form.put("client_assertion_type", ASSERTION);
                form.put("client_assertion", assertion(audience));
            }
            case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH, NONE -> {
                if (!clientId.isEmpty()) {
                    form.put("client_id", clientId);
                }
            }
        }
        return switch (method) {
            case CLIENT_SECRET_BASIC ->
                    new Proof(form, Optional.of("Basic " + basic()), Optional.empty());
            case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH ->
                    new Proof(form, Optional.empty(), certificate);
            default -> new Proof(form, Optional.empty(), Optional.empty());
        };
    }

    /// A request with a form, and the proof.
    ///
    /// @param audience as for [#prove]
    OutgoingRequest post(URI endpoint, String audience, Map<String, String> parameters) {
        Proof proof = prove(audience);
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.putAll(proof.parameters());
        return proof.on(
                OutgoingRequest.post(
                        endpoint,
                        Trust.CONFIGURED,
                        "application/x-www-form-urlencoded",
                        Body.of(Parameters.of(form).encoded())));
    }

    private String assertion(String audience) {
        Instant now = clock.instant();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return signer.orElseThrow()
                .get()
                .sign(
                        Json.object()
                                .put("iss", clientId)
                                .put("sub", clientId)
                                .put("aud", audience)
                                .put("jti", HexFormat.of().formatHex(id))
                                .put("iat", now.getEpochSecond())
                                .put("exp", now.plus(assertionLife).getEpochSecond()));
    }

    /// RFC 6749 §2.3.1: each part encoded as in a form.
    private String basic() {
        String pair =
                encoded(clientId)
                        + ":"
                        + secret.map(it -> it.expose(ClientProof::encoded)).orElse("");
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Only whom it names.
    @Override
    public String toString() {
        return "ClientProof[" + clientId + "]";
    }
}
