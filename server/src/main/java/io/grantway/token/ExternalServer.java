package io.grantway.token;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.jose.Audience;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeySet;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.TokenAlgorithm;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.jose.Verification.Reason;
import io.grantway.oauth.Confirmation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// An authorization server of somebody else: its signed tokens are verified here, and it is asked
/// about those that cannot be.
public final class ExternalServer implements TokenServer {
    /// What says that a JWT is something else than an access token (RFC 9068 §2.1, RFC 8725 §3.11).
    /// Many servers issue access tokens as plain `JWT`.
    private static final Set<String> USUAL_TYPES = Set.of("at+jwt", "jwt");

    /// Claims that only ID tokens have (OpenID Connect Core §3.1.3.6, §3.3.2.11).
    private static final List<String> OF_ID_TOKENS = List.of("at_hash", "c_hash");

    private final String name;
    private final ExternalServerConfig config;
    private final LocalValidationConfig local;
    private final ServerKeys keys;
    private final JwtVerifier verifier;
    private final TimeCheck times;
    private final TimeCheck signedTimes;
    private final ClaimNames claimNames;
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
        this.times = new TimeCheck(clock, local.clockSkew(), TimeCheck.ANY_AGE, Set.of());
        this.signedTimes =
                new TimeCheck(clock, local.clockSkew(), TimeCheck.ANY_AGE, Set.of("exp"));
        this.claimNames = ClaimNames.of(config);
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
            return introspection.map(it -> asked(it, token)).orElseGet(ExternalServer::notOurs);
        }
        Verification verified = keys.verify(verifier, jwt.get());
        Validation judged = judge(verified);
        return introspection.isPresent() && mustAsk(verified, judged)
                ? asked(introspection.get(), token)
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

    private static Validation notOurs() {
        return new Validation.Invalid(
                "token_malformed", "it is no signed JWT, and the server is not asked about others");
    }

    private Validation asked(Introspection endpoint, CandidateToken token) {
        return switch (endpoint.ask(token)) {
            case Introspection.Silent(var why) ->
                    new Validation.Undecided("introspection_unavailable", why);
            case Introspection.Inactive() ->
                    new Validation.Invalid(
                            "token_inactive", "the server says that it is not active");
            case Introspection.Active(var claims) -> introspected(claims, endpoint.cache());
        };
    }

    private Validation introspected(ObjectNode claims, Duration cache) {
        return doubt(claims, times)
                .<Validation>map(it -> it)
                .orElseGet(() -> {
                    Instant ends = clock.instant().plus(cache);
                    Instant expires = expires(claims);
                    return new Validation.Valid(
                            token(claims, expires),
                            expires.isBefore(ends) ? expires : ends,
                            () -> true);
                });
    }

    private Validation judge(Verification verification) {
        return switch (verification) {
            case Verification.Refused(var reason, var why) ->
                    reason == Reason.KEYS_UNAVAILABLE
                            ? new Validation.Undecided("keys_unavailable", why)
                            : new Validation.Invalid(code(reason), why);
            case Verification.Verified(var header, var claims) ->
                    wrongType(header, claims)
                            .or(() -> doubt(claims, signedTimes))
                            .<Validation>map(it -> it)
                            .orElseGet(() -> good(claims, keys.unchanged()));
        };
    }

    private Validation good(ObjectNode claims, BooleanSupplier stands) {
        Instant expires = expires(claims);
        Instant until = expires.equals(Instant.MAX) ? expires : expires.plus(local.clockSkew());
        return new Validation.Valid(token(claims, expires), until, stands);
    }

    private ValidToken token(ObjectNode claims, Instant expires) {
        String client = claimNames.client(claims);
        return new ValidToken(
                name,
                Optional.empty(),
                client,
                claimNames.subject(claims).filter(subject -> !subject.equals(client)),
                claimNames.scopes(claims),
                Audience.of(claims),
                expires,
                Confirmation.of(claims.path("cnf")),
                claims);
    }

    private static Instant expires(ObjectNode claims) {
        return claims.path("exp").isNumber()
                ? Instant.ofEpochSecond((long) claims.path("exp").doubleValue())
                : Instant.MAX;
    }

    private Optional<Validation.Invalid> wrongType(ObjectNode header, ObjectNode claims) {
        String type = header.path("typ").asString("").toLowerCase(Locale.ROOT);
        String bare =
                type.startsWith("application/") ? type.substring("application/".length()) : type;
        boolean right =
                local.types().isEmpty()
                        ? bare.isEmpty() || USUAL_TYPES.contains(bare)
                        : local.types().stream().anyMatch(it -> it.equalsIgnoreCase(bare));
        if (!right) {
            return invalid("token_type_wrong", "it is no access token: its typ is " + type);
        }
        Optional<String> idToken = OF_ID_TOKENS.stream().filter(claims::has).findFirst();
        return idToken.isPresent()
                ? invalid("token_type_wrong", "it is an ID token: it has " + idToken.get())
                : Optional.empty();
    }

    /// What is wrong with the claims of a token that is really the server's.
    private Optional<Validation.Invalid> doubt(ObjectNode claims, TimeCheck check) {
        String issuer = config.issuer();
        String told = claims.path("iss").asString("");
        boolean signed = config.validatesLocally();
        if (issuer != null && !told.equals(issuer) && (signed || !told.isEmpty())) {
            return invalid(
                    "token_issuer_wrong",
                    "its issuer (iss) is "
                            + (told.isEmpty() ? "missing" : told)
                            + ", the server's is "
                            + issuer);
        }
        Optional<Verification.Refused> late = check.check(claims);
        if (late.isPresent()) {
            return invalid(code(late.get().reason()), late.get().explanation() + at(claims));
        }
        if (!config.audience().isEmpty()
                && Audience.of(claims).stream().noneMatch(config.audience()::contains)) {
            return invalid(
                    "token_audience_wrong",
                    "its audience (aud) is "
                            + Audience.of(claims)
                            + ", the server's tokens must be for one of "
                            + config.audience());
        }
        return Optional.empty();
    }

    private String at(ObjectNode claims) {
        StringBuilder text = new StringBuilder();
        for (String each : List.of("exp", "nbf", "iat")) {
            if (claims.path(each).isNumber()) {
                text.append(", ").append(each).append(' ').append(claims.path(each).asLong());
            }
        }
        return text + "; it is " + clock.instant().getEpochSecond() + " here";
    }

    private static Optional<Validation.Invalid> invalid(String reason, String explanation) {
        return Optional.of(new Validation.Invalid(reason, explanation));
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> "token_too_large";
            case MALFORMED -> "token_malformed";
            case ALGORITHM -> "token_algorithm_refused";
            case CRITICAL -> "token_critical_unknown";
            case TYPE, OTHER_USE -> "token_type_wrong";
            case UNKNOWN_KEY -> "token_key_unknown";
            case KEYS_UNAVAILABLE -> "keys_unavailable";
            case SIGNATURE -> "token_signature_wrong";
            case EXPIRED -> "token_expired";
            case NOT_YET_VALID -> "token_not_yet_valid";
        };
    }

    @Override
    public String toString() {
        return "ExternalServer[" + name + "]";
    }
}
