package io.grantway.token;

import io.grantway.jose.Audience;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.Verification;
import io.grantway.jose.Verification.Reason;
import io.grantway.oauth.Confirmation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What a token of a server must say of itself once it is known to be the server's, and what it
/// stands for.
final class ClaimCheck {
    /// What says that a JWT is something else than an access token (RFC 9068 §2.1, RFC 8725 §3.11).
    /// Many servers issue access tokens as plain `JWT`.
    private static final Set<String> USUAL_TYPES = Set.of("at+jwt", "jwt");

    /// Claims that only ID tokens have (OpenID Connect Core §3.1.3.6, §3.3.2.11).
    private static final List<String> OF_ID_TOKENS = List.of("at_hash", "c_hash");

    /// What Keycloak says in `typ` of tokens that are no access tokens.
    private static final Set<String> OTHER_TOKENS = Set.of("Refresh", "Offline", "ID");

    private final String name;
    private final ExternalServerConfig config;
    private final LocalValidationConfig local;
    private final InstantSource clock;
    private final TimeCheck times;
    private final TimeCheck signedTimes;
    private final ClaimNames claimNames;

    ClaimCheck(
            String name,
            ExternalServerConfig config,
            LocalValidationConfig local,
            InstantSource clock) {
        this.name = name;
        this.config = config;
        this.local = local;
        this.clock = clock;
        this.times = new TimeCheck(clock, local.clockSkew(), TimeCheck.ANY_AGE, Set.of());
        this.signedTimes =
                new TimeCheck(clock, local.clockSkew(), TimeCheck.ANY_AGE, Set.of("exp"));
        this.claimNames = ClaimNames.of(config);
    }

    ValidToken token(ObjectNode claims, Instant expires) {
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

    /// [Instant#MAX] where it does not say.
    static Instant expires(ObjectNode claims) {
        return claims.path("exp").isNumber()
                ? Instant.ofEpochSecond((long) claims.path("exp").doubleValue())
                : Instant.MAX;
    }

    /// Whether it is another kind of token.
    Optional<Validation.Invalid> wrongType(ObjectNode header, ObjectNode claims) {
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

    /// Whether the server tells of another kind of token. Endpoints answer for refresh tokens too,
    /// which open nothing here: they are for their server alone.
    Optional<Validation.Invalid> otherToken(ObjectNode told) {
        boolean other =
                told.path("token_type").asString("").equalsIgnoreCase("refresh_token")
                        || OTHER_TOKENS.contains(told.path("typ").asString(""));
        return other
                ? invalid("token_type_wrong", "the server says that it is no access token")
                : Optional.empty();
    }

    /// What a signed token says, and what its server says of it now. The server need not repeat
    /// everything (RFC 7662 §2.2), and what it leaves out must not come loose: a bound token would
    /// be good for whoever has it.
    static ObjectNode together(ObjectNode own, ObjectNode told) {
        ObjectNode all = own.deepCopy();
        all.setAll(told);
        if (own.has("cnf")) {
            all.set("cnf", own.path("cnf"));
        }
        if (told.has("exp") && own.path("exp").asDouble(0) < told.path("exp").asDouble(0)) {
            all.set("exp", own.path("exp"));
        }
        return all;
    }

    /// What is wrong with the claims that the server has told of a token. It need not tell the
    /// issuer (RFC 7662 §2.2).
    Optional<Validation.Invalid> doubt(ObjectNode claims) {
        return doubt(claims, times, claims.has("iss"));
    }

    /// What is wrong with the claims of a signed token, which must say when it ends.
    Optional<Validation.Invalid> doubtOfSigned(ObjectNode claims) {
        return doubt(claims, signedTimes, true);
    }

    /// @param named whether the issuer must be there
    private Optional<Validation.Invalid> doubt(ObjectNode claims, TimeCheck check, boolean named) {
        String issuer = config.issuer();
        String told = claims.path("iss").asString("");
        if (named && issuer != null && !told.equals(issuer)) {
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
                text.append(", ").append(each).append(' ').append(claims.path(each).asString(""));
            }
        }
        return text + "; it is " + clock.instant().getEpochSecond() + " here";
    }

    private static Optional<Validation.Invalid> invalid(String reason, String explanation) {
        return Optional.of(new Validation.Invalid(reason, explanation));
    }

    /// The reason code of a refusal.
    static String code(Reason reason) {
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
}
