package io.grantway.testing;

import io.grantway.http.Json;
import io.grantway.testing.TokenIssuer.Answer;
import io.grantway.testing.TokenIssuer.Asked;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// A server that replaces each refresh token when it is used, and takes everything away where an
/// old one comes (RFC 9700 §4.14.2), but for the one before while its successor is unused: its
/// answer may have been lost.
public final class RotatingTokens implements Function<Asked, Answer> {
    private final Set<String> old = new HashSet<>();
    private String newest;
    private String before = "";
    private int rotations;
    private int reuses;
    private int repeats;
    private boolean dead;

    public RotatingTokens(String first) {
        newest = first;
    }

    /// Somebody logged in again.
    public synchronized void begin(String first) {
        newest = first;
        before = "";
        dead = false;
    }

    /// As after a failover to a copy that came too late.
    public synchronized void forgetTheLastRotation() {
        newest = before;
        before = "";
        old.remove(newest);
    }

    @Override
    public synchronized Answer apply(Asked asked) {
        String came = asked.form().first("refresh_token").orElse("");
        if (!dead && came.equals(newest)) {
            rotations++;
            old.add(before);
            before = newest;
            newest = "refresh-" + rotations;
            return given();
        }
        if (!dead && came.equals(before) && !came.isEmpty()) {
            repeats++;
            return given();
        }
        if (old.contains(came)) {
            reuses++;
            dead = true;
        }
        return Answer.error(400, "invalid_grant");
    }

    private Answer given() {
        return Answer.json(
                Json.write(
                        Json.object()
                                .put("access_token", "access-" + rotations)
                                .put("refresh_token", newest)
                                .put("expires_in", 3600)));
    }

    /// How often it gave new tokens.
    public synchronized int rotations() {
        return rotations;
    }

    /// How often an answer was asked for again.
    public synchronized int repeats() {
        return repeats;
    }

    /// How often somebody came with an old one.
    public synchronized int reuses() {
        return reuses;
    }
}
