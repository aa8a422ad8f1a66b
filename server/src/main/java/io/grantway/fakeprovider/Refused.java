package io.grantway.fakeprovider;

import java.io.Serial;

/// An error of OAuth 2.0 (RFC 6749 §5.2), or of the API.
final class Refused extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    Refused(int status, String error, String text) {
        super(text, null, false, false);
        this.status = status;
        this.error = error;
    }

    static Refused grant(String text) {
        return new Refused(400, "invalid_grant", text);
    }

    static Refused request(String text) {
        return new Refused(400, "invalid_request", text);
    }

    int status() {
        return status;
    }

    Answer answer() {
        return Answer.error(status, error, String.valueOf(getMessage()));
    }

    /// The same where errors have the status of success.
    Answer inside(boolean error200) {
        return Answer.error(error200 ? 200 : status, error, String.valueOf(getMessage()));
    }
}
