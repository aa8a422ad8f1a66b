package io.grantway.token;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeySet;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.TokenAlgorithm;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.jose.Verification.Reason;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// An authorization server of somebody else: its signed tokens are verified here, and it is asked
/// about those that cannot be.
public final class ExternalServer implements TokenServer {
    private final String name;
    private final ExternalServerConfig config;
    private final LocalValidationConfig local;
    private final ServerKeys keys;
    private final JwtVerifier verifier;
    private final ClaimCheck claimCheck;
    private final TokenShape shape;
    private final MetadataSource metadata;
    private final Optional<Introspection> introspection;
    private final InstantSource clock;

    /// What servers of others need besides their configuration.
    ///
    /// @param background runs what blocks
    public record Surroundings(
            Outgoing outgoing,
            RemoteKeys remoteKeys,
            Executor background,
            InstantSource clock,
            SecureRandom random) {}

    public ExternalServer(String name, ExternalServerConfig config, Surroundings around) {
        this.name = name;
        this.config = config;
        this.clock = around.clock();
        this.local = config.jwt() == null ? LocalValidationConfig.STANDARD : config.jwt();
        this.metadata =
                new MetadataSource(
                        name, config, around.outgoing(), around.background(), around.clock());
        this.keys = keys(around.remoteKeys());
        this.verifier = JwtVerifier.allowing(algorithms(local));
        this.claimCheck = new ClaimCheck(name, config, local, clock);
        this.shape = TokenShape.of(config.tokens());
        this.introspection =
                Optional.ofNullable(config.introspection())
                        .map(it -> new Introspection(name, it, config, metadata, keys, around));
    }

    private ServerKeys keys(RemoteKeys remote) {
        if (local.jwks() != null) {
            return new ServerKeys.Given(KeySet.ofOthers(local.jwks()));
        }
        if (local.certificate() != null) {
            return new ServerKeys.Given(KeySet.ofCertificates(local.certificate()));
        }
        var store = local.trustStore();
        if (store != null) {
            return new ServerKeys.Given(
                    KeySet.ofStore(store.file(), Optional.ofNullable(store.password())));
        }
        if (local.bySecret()) {
            Secret secret = local.hmacSecret();
            return new ServerKeys.Given(
                    KeySet.ofSecrets(
                            secret == null || secret.isEmpty() ? List.of() : List.of(secret)));
        }
        return new ServerKeys.Published(remote, Optional.ofNullable(local.jwksUri()), metadata);
    }

    private static List<io.grantway.jose.JwsAlgorithm> algorithms(LocalValidationConfig local) {
        List<TokenAlgorithm> named =
                local.algorithms().isEmpty()
                        ? Arrays.stream(TokenAlgorithm.values())
                                .filter(each -> each.isMac() == local.bySecret())
                                .toList()
                        : local.algorithms();
        return named.stream().map(TokenAlgorithm::algorithm).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> issuer() {
        return Optional.ofNullable(config.issuer());
    }

    public ExternalServerConfig config() {
        return config;
    }

    public MetadataSource metadata() {
        return metadata;
    }

    @Override
    public boolean hasKey(String keyId) {
        return config.validatesLocally() && keys.has(keyId);
    }

    @Override
    public TokenShape shape() {
        return shape;
    }

    @Override
    public boolean takesOpaque() {
        return introspection.isPresent();
    }

    @Override
    public Optional<Validation> validateNow(CandidateToken token) {
        Optional<UnverifiedJwt> jwt = token.jwt();
        if (jwt.isEmpty() || !config.validatesLocally()) {
            return introspection.isPresent() ? Optional.empty() : Optional.of(notOurs());
        }
        Optional<Verification> verified = keys.verifyNow(verifier, jwt.get());
        if (verified.isEmpty()) {
            return Optional.empty();
        }
        Validation judged = judge(verified.get());
        return introspection.isPresent() && mustAsk(verified.get(), judged)
                ? Optional.empty()
                : Optional.of(judged);
    }

    @Override
    public Validation validate(CandidateToken token) {
        Optional<UnverifiedJwt> jwt = token.jwt();
        if (jwt.isEmpty() || !config.validatesLocally()) {
            return introspection
                    .map(it -> asked(it, token, Optional.empty()))
                    .orElseGet(ExternalServer::notOurs);
        }
        Verification verified = keys.verify(verifier, jwt.get());
        Validation judged = judge(verified);
        return introspection.isPresent() && mustAsk(verified, judged)
                ? asked(introspection.get(), token, claims(verified))
                : judged;
    }

    /// Whether only the server itself can say: the key is unknown here, or it wants to be asked of
    /// good tokens too.
    private boolean mustAsk(Verification verified, Validation judged) {
        return switch (verified) {
            case Verification.Refused(var reason, _) ->
                    reason == Reason.UNKNOWN_KEY || reason == Reason.KEYS_UNAVAILABLE;
            case Verification.Verified _ ->
                    judged instanceof Validation.Valid
                            && config.introspection() != null
                            && config.introspection().always();
        };
    }

    private static Optional<ObjectNode> claims(Verification verified) {
        return verified instanceof Verification.Verified(_, var claims)
                ? Optional.of(claims)
                : Optional.empty();
    }

    private static Validation notOurs() {
        return new Validation.Invalid(
                "token_malformed", "it is no signed JWT, and the server is not asked about others");
    }

    /// @param signed what the token says itself, its signature being good
    private Validation asked(
            Introspection endpoint, CandidateToken token, Optional<ObjectNode> signed) {
        return switch (endpoint.ask(token)) {
            case Introspection.Silent(var why) ->
                    new Validation.Undecided("introspection_unavailable", why);
            case Introspection.Inactive() ->
                    new Validation.Invalid(
                            "token_inactive", "the server says that it is not active");
            case Introspection.Active(var told) ->
                    introspected(
                            signed.map(own -> ClaimCheck.together(own, told)).orElse(told),
                            endpoint.cache(),
                            signed.isPresent() ? keys.unchanged() : () -> true);
        };
    }

    private Validation introspected(ObjectNode claims, Duration cache, BooleanSupplier stands) {
        return claimCheck
                .otherToken(claims)
                .or(() -> claimCheck.doubt(claims))
                .<Validation>map(it -> it)
                .orElseGet(() -> {
                    Instant ends = clock.instant().plus(cache);
                    Instant expires = ClaimCheck.expires(claims);
                    return new Validation.Valid(
                            claimCheck.token(claims, expires),
                            expires.isBefore(ends) ? expires : ends,
                            stands);
                });
    }

    private Validation judge(Verification verification) {
        return switch (verification) {
            case Verification.Refused(var reason, var why) ->
                    reason == Reason.KEYS_UNAVAILABLE
                            ? new Validation.Undecided("keys_unavailable", why)
                            : new Validation.Invalid(ClaimCheck.code(reason), why);
            case Verification.Verified(var header, var claims) ->
                    claimCheck
                            .wrongType(header, claims)
                            .or(() -> claimCheck.doubtOfSigned(claims))
                            .<Validation>map(it -> it)
                            .orElseGet(() -> good(claims, keys.unchanged()));
        };
    }

    private Validation good(ObjectNode claims, BooleanSupplier stands) {
        Instant expires = ClaimCheck.expires(claims);
        Instant until = expires.equals(Instant.MAX) ? expires : expires.plus(local.clockSkew());
        return new Validation.Valid(claimCheck.token(claims, expires), until, stands);
    }

    @Override
    public String toString() {
        return "ExternalServer[" + name + "]";
    }
}
