package io.grantway.kong.resource;

import io.grantway.authserver.PasswordHash;
import java.util.function.UnaryOperator;

/// Which hash is kept of a secret that was given.
final class Hashes {
    private Hashes() {}

    /// A hash that was given is taken as it is; a secret that fits the hash there is leaves that
    /// one, so that the same file twice changes nothing; any other is hashed.
    static String kept(String field, String before, String given, UnaryOperator<String> hash) {
        if (PasswordHash.isHash(given)) {
            if (!PasswordHash.readable(given)) {
                throw Refused.schema(
                        field, "is a hash that Grantway cannot check: give the secret itself");
            }
            return given;
        }
        return PasswordHash.isHash(before) && PasswordHash.matches(before, given)
                ? before
                : hash.apply(given);
    }
}
