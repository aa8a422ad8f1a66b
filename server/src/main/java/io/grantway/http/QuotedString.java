package io.grantway.http;

/// A text as a quoted parameter of a header field (RFC 9110 §5.6.4).
public final class QuotedString {
    private QuotedString() {}

    public static String of(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
