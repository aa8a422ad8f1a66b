package io.grantway.fakeprovider;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// Makes tokens and codes that nobody guesses.
record Words(RandomGenerator random) {
    private static final String EASY = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int BYTES = 24;
    private static final int CODE = 8;

    /// @param kind what it begins with, for those who look at it
    String token(String kind) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return kind + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// RFC 8628 §6.1
    String userCode() {
        StringBuilder code = new StringBuilder();
        while (code.length() < CODE) {
            code.append(EASY.charAt(random.nextInt(EASY.length())));
        }
        return code.toString();
    }
}
