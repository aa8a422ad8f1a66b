package io.grantway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The text fields of a form: `application/x-www-form-urlencoded` or `multipart/form-data` (RFC
/// 7578).
public final class FormBody {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";

    private FormBody() {}

    /// Reads the form of a request's body.
    ///
    /// @throws Problem 415 `unsupported_media_type` for another content type, 400 `malformed_form`
    ///   or `malformed_parameters` where the body is not what its content type says
    public static Parameters read(Request request) {
        String contentType = request.header("Content-Type").orElse("");
        return switch (mediaType(contentType)) {
            case FORM -> Parameters.parse(text(request.body()));
            case MULTIPART -> MultipartForm.parse(contentType, request.body());
            default ->
                    throw Problem.of(
                                    415,
                                    "unsupported_media_type",
                                    "the body must be a form: " + FORM + " or " + MULTIPART)
                            .with("Accept", FORM + ", " + MULTIPART);
        };
    }

    /// Whether a content type is one that [#read] reads.
    public static boolean isForm(String contentType) {
        String type = mediaType(contentType);
        return type.equals(FORM) || type.equals(MULTIPART);
    }

    private static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
