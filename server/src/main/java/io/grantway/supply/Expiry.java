package io.grantway.supply;

import io.grantway.http.HttpTimes;
import io.grantway.jose.UnverifiedJwt;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// When a token expires, from whatever its server tells.
final class Expiry {
    private static final Duration LONGEST = Duration.ofDays(366);

    /// Absolute times, as some servers name them.
    private static final List<String> ABSOLUTE = List.of("expires_at", "expires_on", ".expires");

    /// Epoch seconds have fewer digits than this for thousands of years, milliseconds more.
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

    /// Of a time that is none: the year 5138.
    private static final long LATEST = 100_000_000_000L;

    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(36_600).toSeconds());

    private final OAuth2Config config;

    Expiry(OAuth2Config config) {
        this.config = config;
    }

    /// @param asked when the request went off
    /// @param skew how far the server's clock is ahead of ours
    Optional<Instant> of(ObjectNode json, String token, Instant asked, Duration skew) {
        Optional<Instant> told =
                relative(AnswerReader.at(json, config.response().expiresIn()), asked)
                        .or(() -> absolute(json, asked, skew));
        Optional<Instant> own = ofJwt(token, skew).filter(it -> it.isAfter(asked));
        if (told.isPresent() && own.isPresent()) {
            // A server that counts in another unit than configured is caught here.
            return own.get().isBefore(told.get()) ? own : told;
        }
        return told.or(() -> own)
                .or(() -> Optional.ofNullable(config.defaultLifetime()).map(asked::plus));
    }

    /// When something ends that lives for so many seconds.
    static Optional<Instant> ofSeconds(JsonNode value, Instant asked) {
        @Nullable BigDecimal number = number(value);
        return number == null || number.signum() <= 0
                ? Optional.empty()
                : Optional.of(asked.plusSeconds(number.min(MOST_SECONDS).longValue()));
    }

    /// Zero and less is no life: as if nothing had been said.
    private Optional<Instant> relative(JsonNode value, Instant asked) {
        @Nullable BigDecimal number = number(value);
        if (number == null || number.signum() <= 0) {
            return Optional.empty();
        }
        BigDecimal millis = number.multiply(BigDecimal.valueOf(config.expiresInUnit().millis()));
        BigDecimal most = BigDecimal.valueOf(LONGEST.toMillis());
        return Optional.of(asked.plusMillis(millis.min(most).longValue()));
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        String text = value.isNumber() || value.isString() ? value.asString("").strip() : "";
        return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : null;
    }

    private static Optional<Instant> absolute(ObjectNode json, Instant asked, Duration skew) {
        for (String name : ABSOLUTE) {
            Optional<Instant> found =
                    time(json.path(name))
                            .map(it -> it.minus(skew))
                            .filter(it -> it.isAfter(asked))
                            .map(it -> it.isAfter(asked.plus(LONGEST)) ? asked.plus(LONGEST) : it);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> time(JsonNode value) {
        @Nullable BigDecimal number = number(value);
        if (number != null) {
            return number.compareTo(MILLIS_FROM) >= 0
                    ? Optional.of(Instant.ofEpochMilli(number.longValue()))
                    : Optional.of(Instant.ofEpochSecond(number.longValue()));
        }
        String text = value.isString() ? value.asString() : "";
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return HttpTimes.date(text);
        }
    }

    /// RFC 7519 §4.1.4, of a token whose signature is not ours to judge.
    private static Optional<Instant> ofJwt(String token, Duration skew) {
        if (!token.startsWith("ey") || !(UnverifiedJwt.read(token) instanceof UnverifiedJwt jwt)) {
            return Optional.empty();
        }
        JsonNode exp = jwt.claims().path("exp");
        return exp.isNumber()
                ? Optional.of(
                        Instant.ofEpochSecond(Math.clamp(exp.asLong(), 0, LATEST)).minus(skew))
                : Optional.empty();
    }
}
