package io.grantway.services.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry of a unit's history: a version, live, gone or refused. Keeps what it was loaded from,
/// not what was loaded.
public final class Past {
    /// What became of a version.
    public enum State {
        /// Answers calls.
        LIVE,
        /// Is replaced, and calls of it have not ended.
        DRAINING,
        /// Is replaced or withdrawn.
        GONE,
        /// Never went live.
        REFUSED
    }

    private final String file;
    private final int number;
    private final String hash;
    private final Instant at;
    private volatile State state;
    private volatile String error = "";
    private volatile List<String> services = List.of();
    private volatile @Nullable Content content;

    Past(String file, int number, String hash, Instant at, State state) {
        this.file = file;
        this.number = number;
        this.hash = hash;
        this.at = at;
        this.state = state;
    }

    /// The file's name.
    public String file() {
        return file;
    }

    public int number() {
        return number;
    }

    /// The beginning of the SHA-256 of what it was made from.
    public String hash() {
        return hash;
    }

    public Instant at() {
        return at;
    }

    public State state() {
        return state;
    }

    /// Why it was refused; empty where it was not.
    public String error() {
        return error;
    }

    public List<String> services() {
        return services;
    }

    void state(State now) {
        state = now;
    }

    void refused(String why) {
        state = State.REFUSED;
        error = why;
        content = null;
    }

    void loaded(List<String> names, Content from) {
        services = names;
        content = from;
    }

    /// What it can be loaded from again; empty where it never could, or is too old.
    Optional<Content> content() {
        return Optional.ofNullable(content);
    }

    void forgetContent() {
        content = null;
    }
}
