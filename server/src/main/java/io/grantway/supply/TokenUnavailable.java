package io.grantway.supply;

import java.time.Duration;
import java.util.Optional;

/// No token can be had now. Its text names the definition and what is wrong, and nothing secret.
public final class TokenUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Whose fault it is, and so what helps.
    public enum Reason {
        /// The server refuses the definition: nothing helps but changing it.
        DEFINITION,
        /// The server refuses the grant (`invalid_grant`): a new refresh token, password, subject.
        GRANT,
        /// The server is silent, busy or failing: later.
        TRANSIENT,
        /// The server answers what is no token answer.
        ODD_ANSWER,
        /// The API refuses a token that was renewed a moment ago: another would not help.
        REFUSED_AGAIN
    }

    private final String definition;
    private final String why;
    private final transient Optional<String> code;
    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    public TokenUnavailable(
            String definition, Reason reason, String text, Optional<Duration> retryAfter) {
        this(definition, reason, text, Optional.empty(), retryAfter);
    }

    /// @param code the server's word for it (RFC 6749 §5.2), where it said one
    TokenUnavailable(
            String definition,
            Reason reason,
            String text,
            Optional<String> code,
            Optional<Duration> retryAfter) {
        super("security definition \"" + definition + "\": " + text, null, false, false);
        this.definition = definition;
        this.why = text;
        this.code = code;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /// @param pause before another may be asked for
    static TokenUnavailable refusedAgain(String definition, Duration pause) {
        return new TokenUnavailable(
                definition,
                Reason.REFUSED_AGAIN,
                "its token was renewed a moment ago, and the API refuses that one too",
                Optional.of(pause));
    }

    /// Its text without the definition's name.
    public String why() {
        return why;
    }

    public Optional<String> code() {
        return code;
    }

    public String definition() {
        return definition;
    }

    public Reason reason() {
        return reason;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
