package io.grantway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.oauth.TokenHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Gets other tokens for those that came, from somebody's token endpoint (RFC 8693), and remembers
/// them while they are good.
public final class TokenExchange {
    private static final Logger LOG = LoggerFactory.getLogger(TokenExchange.class);
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final long MOST = 10_000;

    /// A token that is about to expire is not sent any more.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration USUAL_LIFE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final URI endpoint;
    private final ClientProof proof;
    private final Map<String, String> wanted;
    private final Outgoing outgoing;
    private final InstantSource clock;
    private final Cache<TokenHash, Exchanged> remembered =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private record Exchanged(String token, Instant until) {
        @Override
        public String toString() {
            return "Exchanged";
        }
    }

    /// @param wanted of the new token: `audience`, `resource`, `scope`
    public TokenExchange(
            URI endpoint,
            ClientProof proof,
            Map<String, String> wanted,
            Outgoing outgoing,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.proof = proof;
        this.wanted = Map.copyOf(wanted);
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Result {}

    /// @param token a secret
    public record New(String token) implements Result {
        @Override
        public String toString() {
            return "New";
        }
    }

    /// The server does not give one for this token.
    public record Refused(String why) implements Result {}

    /// The server cannot be reached.
    public record Silent(String why) implements Result {}

    /// The token that is remembered. Never blocks.
    public Optional<String> known(TokenHash hash) {
        Exchanged exchanged = remembered.getIfPresent(hash);
        return exchanged != null && clock.instant().isBefore(exchanged.until())
                ? Optional.of(exchanged.token())
                : Optional.empty();
    }

    /// The same, asked for where none is remembered; blocks.
    public Result exchange(TokenHash hash, String token) {
        Optional<String> known = known(hash);
        if (known.isPresent()) {
            return new New(known.get());
        }
        try {
            OutgoingAnswer answer =
                    outgoing.fetch(
                            proof.post(endpoint, endpoint.toString(), form(token))
                                    .with("Accept", "application/json"));
            return read(answer, hash);
        } catch (OutgoingFailure e) {
            LOG.warn("token exchange: {}", e.getMessage());
            return new Silent("the token endpoint: " + e.getMessage());
        }
    }

    /// Whether a text can stand in a field behind `Bearer` (RFC 6750 §2.1).
    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private Map<String, String> form(String token) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT);
        form.put("subject_token", token);
        form.put("subject_token_type", ACCESS_TOKEN);
        form.putAll(wanted);
        return form;
    }

    private Result read(OutgoingAnswer answer, TokenHash hash) {
        Optional<ObjectNode> json = Json.readObject(answer.body().text());
        if (answer.status() >= 500 || answer.status() == 429) {
            return new Silent("the token endpoint answered with status " + answer.status());
        }
        String token = json.map(it -> it.path("access_token").asString("")).orElse("");
        if (!answer.isOk() || !isToken(token)) {
            String error = json.map(it -> it.path("error").asString("")).orElse("");
            return new Refused(
                    "the token endpoint answered with status "
                            + answer.status()
                            + (error.matches("[a-z_]{1,60}") ? " and " + error : ""));
        }
        Duration life =
                json.map(it -> it.path("expires_in"))
                        .filter(it -> it.isNumber())
                        .map(it -> Duration.ofSeconds(it.asLong(0)))
                        .map(it -> it.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : it)
                        .orElse(USUAL_LIFE);
        remembered.put(hash, new Exchanged(token, clock.instant().plus(life).minus(MARGIN)));
        return new New(token);
    }
}
