package io.grantway.telemetry;

/// A path as logs may show it: the admin API takes tokens by their text, in the last segment of a
/// path, and a log must not have them.
final class ShownPath {
    private static final String TOKENS = "/oauth2_tokens/";
    private static final int UUID_LENGTH = 36;

    private ShownPath() {}

    static String of(String path) {
        int at = path.indexOf(TOKENS);
        if (at < 0) {
            return path;
        }
        int from = at + TOKENS.length();
        boolean id = path.length() - from == UUID_LENGTH && path.charAt(from + 8) == '-';
        return id ? path : path.substring(0, from) + "[token]";
    }
}
