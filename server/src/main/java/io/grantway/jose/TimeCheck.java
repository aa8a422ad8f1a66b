package io.grantway.jose;

import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The times of a token (RFC 7519 §4.1.4 to §4.1.6): `exp`, `nbf`, `iat`.
///
/// @param skew how far the other side's clock may be off
/// @param longest how old a token may be by its `iat`, and how far ahead its `exp`
/// @param required which of the three must be there
public record TimeCheck(
        InstantSource clock, Duration skew, Duration longest, Set<String> required) {
    /// Long enough to set no limit.
    public static final Duration ANY_AGE = Duration.ofDays(36_500);

    /// The last second of the year 9999.
    private static final double LAST = 253_402_300_799.0;

    public TimeCheck {
        required = Set.copyOf(required);
    }

    /// What is wrong with a token's times now; empty where nothing is.
    public Optional<Refused> check(ObjectNode claims) {
        double now = clock.millis() / 1000.0;
        double slack = skew.toMillis() / 1000.0;
        double age = longest.toMillis() / 1000.0;
        for (String name : new String[] {"exp", "nbf", "iat"}) {
            JsonNode value = claims.path(name);
            if (value.isMissingNode() ? required.contains(name) : !isTime(value)) {
                return refuse(Reason.MALFORMED, name + " must be a number of seconds since 1970");
            }
            if (value.isNumber()) {
                Optional<Refused> wrong = check(name, value.doubleValue() - now, slack, age);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /// @param ahead how many seconds from now the time is
    private static Optional<Refused> check(String name, double ahead, double slack, double age) {
        return switch (name) {
            case "exp" ->
                    ahead + slack <= 0
                            ? refuse(Reason.EXPIRED, "the token has expired (exp)")
                            : ahead - slack > age
                                    ? refuse(Reason.MALFORMED, "the token lives too long (exp)")
                                    : Optional.empty();
            case "nbf" ->
                    ahead - slack > 0
                            ? refuse(Reason.NOT_YET_VALID, "the token is not valid yet (nbf)")
                            : Optional.empty();
            default ->
                    ahead - slack > 0
                            ? refuse(Reason.NOT_YET_VALID, "the token comes from the future (iat)")
                            : -ahead - slack > age
                                    ? refuse(Reason.EXPIRED, "the token is too old (iat)")
                                    : Optional.empty();
        };
    }

    /// A number beyond what a double holds is none, and no reason to fail.
    private static boolean isTime(JsonNode value) {
        double time = value.isNumber() ? value.asDouble(-1) : -1;
        return time >= 0 && time <= LAST;
    }

    private static Optional<Refused> refuse(Reason reason, String explanation) {
        return Optional.of(new Refused(reason, explanation));
    }
}
