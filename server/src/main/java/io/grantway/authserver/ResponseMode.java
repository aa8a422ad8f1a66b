package io.grantway.authserver;

import java.util.Optional;

/// How an answer travels back to the client (OAuth 2.0 Multiple Response Type Encoding Practices
/// §2.1, OAuth 2.0 Form Post Response Mode, JARM §2.3).
public enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    /// In a form that the browser sends by itself: never in an address.
    FORM_POST("form_post"),
    QUERY_JWT("query.jwt"),
    FRAGMENT_JWT("fragment.jwt"),
    FORM_POST_JWT("form_post.jwt");

    private static final String SIGNED = ".jwt";

    private final String wireName;

    ResponseMode(String wireName) {
        this.wireName = wireName;
    }

    /// The mode of a name; `jwt` is the signed form of the usual one (JARM §2.3.4).
    ///
    /// @param usual of the response type
    static Optional<ResponseMode> of(String wireName, ResponseMode usual) {
        String full = wireName.equals("jwt") ? usual.wireName + SIGNED : wireName;
        return find(full);
    }

    private static Optional<ResponseMode> find(String wireName) {
        for (ResponseMode mode : values()) {
            if (mode.wireName.equals(wireName)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return wireName;
    }

    /// Whether the answer is a JWT that holds the parameters.
    public boolean isSigned() {
        return wireName.endsWith(SIGNED);
    }

    /// What carries the answer, signed or not.
    public ResponseMode carrier() {
        return switch (this) {
            case QUERY, QUERY_JWT -> QUERY;
            case FRAGMENT, FRAGMENT_JWT -> FRAGMENT;
            case FORM_POST, FORM_POST_JWT -> FORM_POST;
        };
    }
}
