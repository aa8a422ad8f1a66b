package io.grantway.http;

/// The text fields of a form: `application/x-www-form-urlencoded` or `multipart/form-data` (RFC
/// 7578).
public final class FormBody {
    private FormBody() {}

    /// Reads the form of a request's body.
    ///
    /// @throws Problem 415 `unsupported_media_type` for another content type, 400 `malformed_form`
    ///   where the body is not what its content type says
    @SuppressWarnings("DoNotCallSuggester")
    public static Parameters read(Request request) {
        throw new UnsupportedOperationException("not yet");
    }

    /// Whether a content type is one that [#read] reads.
    @SuppressWarnings("DoNotCallSuggester")
    public static boolean isForm(String contentType) {
        throw new UnsupportedOperationException("not yet");
    }
}
