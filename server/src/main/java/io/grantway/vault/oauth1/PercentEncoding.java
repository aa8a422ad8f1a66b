package io.grantway.vault.oauth1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The one encoding of OAuth 1.0a (RFC 5849 §3.6): UTF-8, everything but unreserved characters, in
/// upper case. That of forms is another: it writes a blank as `+`.
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    public static String of(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX.toHexDigits(each));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || UNRESERVED.indexOf(each) >= 0;
    }
}
