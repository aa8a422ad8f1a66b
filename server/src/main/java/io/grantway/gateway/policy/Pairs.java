package io.grantway.gateway.policy;

import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pairs of a query or of an URL-encoded form, as they were written.
final class Pairs {
    private Pairs() {}

    /// The pairs but for those of some names, each as it was written.
    static String without(String encoded, Collection<String> names) {
        return Arrays.stream(encoded.split("&", -1))
                .filter(pair -> !isOneOf(pair, names))
                .collect(Collectors.joining("&"));
    }

    private static boolean isOneOf(String pair, Collection<String> names) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (names.contains(name)) {
            return true;
        }
        boolean encoded = name.indexOf('%') >= 0 || name.indexOf('+') >= 0;
        return encoded && read(name).names().stream().anyMatch(names::contains);
    }

    /// What cannot be read has no pairs: it is not for us to refuse, as the API may be one that
    /// reads it otherwise.
    static Parameters read(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return Parameters.EMPTY;
        }
        try {
            return Parameters.parse(encoded);
        } catch (Problem _) {
            return Parameters.EMPTY;
        }
    }

    /// The values of the first of some names that has any.
    static List<String> first(@Nullable String encoded, Collection<String> names) {
        if (encoded == null || encoded.isEmpty()) {
            return List.of();
        }
        Parameters parameters = read(encoded);
        for (String name : names) {
            if (!parameters.all(name).isEmpty()) {
                return parameters.all(name);
            }
        }
        return List.of();
    }
}
