package io.grantway.vault;

import java.time.Duration;
import java.util.Optional;

/// An account has no credential now. Its text is for people, and holds nothing secret.
public final class AccountUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What helps.
    public enum Reason {
        /// The grant is dead: the user connects the account again.
        RECONNECT,
        /// The provider refuses the operator's client: its settings must change.
        PROVIDER_SETTINGS,
        /// The provider is silent, busy or failing, or the store is: later.
        LATER,
        /// The API refuses a credential that is new or never renews.
        REFUSED
    }

    private final Reason reason;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<String> code;

    public AccountUnavailable(Reason reason, String text, Optional<Duration> retryAfter) {
        this(reason, text, retryAfter, Optional.empty());
    }

    /// @param code the provider's word for it (RFC 6749 §5.2), such as `authorization_pending`
    public AccountUnavailable(
            Reason reason, String text, Optional<Duration> retryAfter, Optional<String> code) {
        super(text, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.code = code;
    }

    public Reason reason() {
        return reason;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// The provider's word for it, where it said one.
    public Optional<String> code() {
        return code;
    }
}
