package io.grantway.authserver.login;

import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Codes on paper for the day that the phone is lost: each works once. 79 bits each, so that a
/// plain hash of one says nothing.
final class RecoveryCodes {
    private static final int MADE = 10;
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    /// Without what looks like something else: 0 and o, 1, i and l.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final Pattern CODE = Pattern.compile("[a-z2-9]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]+");

    private RecoveryCodes() {}

    static List<String> fresh(SecureRandom random) {
        return IntStream.range(0, MADE).mapToObj(_ -> one(random)).toList();
    }

    private static String one(SecureRandom random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /// What is kept of one, however it was typed; empty where it cannot be one.
    static Optional<TokenHash> hash(String typed) {
        String code = BETWEEN.matcher(typed).replaceAll("").toLowerCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? Optional.of(TokenHash.of(code)) : Optional.empty();
    }

    static List<TokenHash> hashes(List<String> codes) {
        return codes.stream().map(code -> hash(code).orElseThrow()).toList();
    }
}
