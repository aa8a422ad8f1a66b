package io.grantway.authserver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords stretched into PHC strings: Argon2id (RFC 9106), and, to take over what Kong stored
/// and to store what it would, PBKDF2 with SHA-512 (RFC 8018 §5.2). Kong's `basic-auth` stored a
/// SHA-1 salted with the consumer's id, written here as `$kong-sha1$consumer$hash`: it can be
/// checked until the password is set anew, and is never made.
public final class PasswordHash {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    // Bounds for strings made elsewhere: whoever may write one into a configuration must not be
    // able to make a single login cost gigabytes or minutes.
    private static final int MOST_MEMORY_KIB = 262_144;
    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;
    private static final int MOST_ITERATIONS = 2_000_000;
    private static final int LEAST_BYTES = 8;
    private static final int MOST_BYTES = 64;

    private static final Pattern ARGON2ID =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
                            + "\\$([A-Za-z0-9+/]+)=*\\$([A-Za-z0-9+/]+)=*");
    private static final Pattern PBKDF2 =
            Pattern.compile(
                    "\\$pbkdf2-sha512\\$i=(\\d{1,7}),l=(\\d{1,3})"
                            + "\\$([A-Za-z0-9+/]+)=*\\$([A-Za-z0-9+/]+)=*");

    private static final Pattern KONG_SHA1 =
            Pattern.compile("\\$kong-sha1\\$([0-9A-Za-z-]{1,64})\\$([0-9a-f]{40})");

    private static final Pattern HASH =
            Pattern.compile("\\$(argon2(i|d|id)|pbkdf2[a-z0-9-]*|kong-sha1|scrypt|2[abxy]|5|6)\\$");

    /// As many as Kong's `oauth2` plugin does: for secrets, which are long and random. Passwords
    /// get Argon2id.
    private static final int ITERATIONS = 10_000;

    private PasswordHash() {}

    /// The Argon2id string of a password, with a salt of its own.
    public static String argon2id(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Stretch stretch = new Argon2id(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        String parameters = "m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES;
        String hash = base64.encodeToString(stretch.of(password));
        return "$argon2id$v=19$" + parameters + "$" + base64.encodeToString(salt) + "$" + hash;
    }

    /// The PBKDF2 string of a client secret, with a salt of its own, in the form that Kong's
    /// `oauth2` plugin stores.
    public static String pbkdf2(String secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = new Pbkdf2(ITERATIONS, salt, new byte[HASH_BYTES]).of(secret);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha512$i="
                + ITERATIONS
                + ",l="
                + HASH_BYTES
                + "$"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(hash);
    }

    /// Whether a string is meant as a hash, of whatever kind. What is meant so must never be
    /// compared as clear text, or whoever reads a hash could log in with it.
    public static boolean isHash(String text) {
        return HASH.matcher(text).lookingAt();
    }

    /// Whether a string is one that [#matches] can compare with, its cost within bounds.
    public static boolean readable(String phc) {
        return read(phc).isPresent();
    }

    /// Whether a presented password is the one that a PHC string was made from; compared in
    /// constant time. Never for a string that is not [#readable].
    ///
    /// Costs tens of milliseconds and of megabytes on purpose: the caller bounds how many run at
    /// once.
    public static boolean matches(String phc, String presented) {
        return read(phc)
                .map(stretch -> MessageDigest.isEqual(stretch.of(presented), stretch.hash()))
                .orElse(false);
    }

    /// How a password is stretched, and what came out when it was set.
    private sealed interface Stretch {
        byte[] of(String password);

        byte[] hash();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Argon2id(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash)
            implements Stretch {
        @Override
        public byte[] of(String password) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(memoryKib)
                            .withIterations(passes)
                            .withParallelism(lanes)
                            .withSalt(salt)
                            .build());
            byte[] out = new byte[hash.length];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
            return out;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pbkdf2(int iterations, byte[] salt, byte[] hash) implements Stretch {
        @Override
        public byte[] of(String password) {
            PBEKeySpec spec =
                    new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length * 8);
            try {
                return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(spec)
                        .getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has PBKDF2 here", e);
            } finally {
                spec.clearPassword();
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record KongSha1(String consumer, byte[] hash) implements Stretch {
        @Override
        public byte[] of(String password) {
            try {
                return MessageDigest.getInstance("SHA-1")
                        .digest((password + consumer).getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }
    }

    private static Optional<Stretch> read(String phc) {
        Matcher sha1 = KONG_SHA1.matcher(phc);
        if (sha1.matches()) {
            return Optional.of(new KongSha1(sha1.group(1), HexFormat.of().parseHex(sha1.group(2))));
        }
        Matcher argon2id = ARGON2ID.matcher(phc);
        if (argon2id.matches()) {
            return readArgon2id(argon2id);
        }
        Matcher pbkdf2 = PBKDF2.matcher(phc);
        return pbkdf2.matches() ? readPbkdf2(pbkdf2) : Optional.empty();
    }

    private static Optional<Stretch> readArgon2id(Matcher fields) {
        int memory = Integer.parseInt(fields.group(1));
        int passes = Integer.parseInt(fields.group(2));
        int lanes = Integer.parseInt(fields.group(3));
        byte[] salt = bytes(fields.group(4));
        byte[] hash = bytes(fields.group(5));
        boolean bounded =
                within(1, lanes, MOST_LANES)
                        && within(8 * lanes, memory, MOST_MEMORY_KIB)
                        && within(1, passes, MOST_PASSES)
                        && bounded(salt)
                        && bounded(hash);
        return bounded
                ? Optional.of(new Argon2id(memory, passes, lanes, salt, hash))
                : Optional.empty();
    }

    private static Optional<Stretch> readPbkdf2(Matcher fields) {
        int iterations = Integer.parseInt(fields.group(1));
        int length = Integer.parseInt(fields.group(2));
        byte[] salt = bytes(fields.group(3));
        byte[] hash = bytes(fields.group(4));
        boolean bounded =
                within(1, iterations, MOST_ITERATIONS)
                        && length == hash.length
                        && bounded(salt)
                        && bounded(hash);
        return bounded ? Optional.of(new Pbkdf2(iterations, salt, hash)) : Optional.empty();
    }

    private static boolean within(int least, int value, int most) {
        return least <= value && value <= most;
    }

    private static boolean bounded(byte[] bytes) {
        return within(LEAST_BYTES, bytes.length, MOST_BYTES);
    }

    /// Empty, and so out of bounds, where the text is no base64.
    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
