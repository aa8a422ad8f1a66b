package io.grantway.acceptance;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A token endpoint that gives a new refresh token each time and takes each once; the one before
/// the last is given the same answer again for a while, as whoever lost an answer asks so. Whatever
/// is older is a replay.
final class RotatingTokenServer implements AutoCloseable {
    static final String FIRST = "refresh-0";

    private static final long GRACE_NANOS = 10_000_000_000L;

    private final int lifeSeconds;
    private final LoopbackServer http = new LoopbackServer(this::answer);
    private int generation;
    private int requests;
    private int replays;
    private long rotatedAt;

    /// @param lifeSeconds of an access token
    RotatingTokenServer(int lifeSeconds) {
        this.lifeSeconds = lifeSeconds;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String presented =
                Arrays.stream(form.split("&", -1))
                        .filter(pair -> pair.startsWith("refresh_token="))
                        .map(pair -> pair.substring("refresh_token=".length()))
                        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                        .findFirst()
                        .orElse("");
        int given = rotated(presented);
        if (given < 0) {
            LoopbackServer.json(exchange, 400, "{\"error\": \"invalid_grant\"}");
        } else {
            LoopbackServer.json(
                    exchange,
                    200,
                    """
                    {"access_token": "opaque-%d", "token_type": "Bearer", "expires_in": %d, "refresh_token": "refresh-%d"}
                    """
                            .formatted(given, lifeSeconds, given));
        }
    }

    private synchronized int rotated(String presented) {
        requests++;
        if (presented.equals("refresh-" + generation)) {
            generation++;
            rotatedAt = System.nanoTime();
            return generation;
        }
        boolean lost =
                presented.equals("refresh-" + (generation - 1))
                        && System.nanoTime() - rotatedAt < GRACE_NANOS;
        if (!lost) {
            replays++;
        }
        return lost ? generation : -1;
    }

    URI uri() {
        return http.uri();
    }

    /// How many tokens it has given.
    synchronized int generations() {
        return generation;
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int replays() {
        return replays;
    }

    @Override
    public void close() {
        http.close();
    }
}
