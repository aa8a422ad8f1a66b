package io.grantway.vault.connect;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// Words that nobody can guess: 256 bits, base64url.
final class Random256 {
    private static final int BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SecureRandom random;

    Random256(SecureRandom random) {
        this.random = random;
    }

    String word() {
        return word(BYTES);
    }

    /// A name, which need not be secret.
    String id() {
        return word(ID_BYTES);
    }

    private String word(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether [#word] could have made it.
    static boolean isOne(String text) {
        return WORD.matcher(text).matches();
    }
}
