package io.grantway.authserver.identity;

/// Why a login by a provider came to nothing. Its text is for the log, and holds no secrets.
public final class IdentityRefused extends RuntimeException {
    /// Whose doing it is.
    public enum Kind {
        /// The provider cannot be reached, or answers with an error.
        UNAVAILABLE,
        /// The user, or the provider, would not.
        DENIED,
        /// What came cannot be believed.
        UNTRUSTED
    }

    private final Kind kind;
    private final String check;

    /// @param check that failed, in a word or two: for whoever looks through logs
    public IdentityRefused(Kind kind, String check, String why) {
        super(why, null, false, false);
        this.kind = kind;
        this.check = check;
    }

    static IdentityRefused unavailable(String check, String why) {
        return new IdentityRefused(Kind.UNAVAILABLE, check, why);
    }

    static IdentityRefused untrusted(String check, String why) {
        return new IdentityRefused(Kind.UNTRUSTED, check, why);
    }

    public Kind kind() {
        return kind;
    }

    public String check() {
        return check;
    }

    /// For the log.
    public String why() {
        return String.valueOf(getMessage());
    }
}
