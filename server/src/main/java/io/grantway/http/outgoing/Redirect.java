package io.grantway.http.outgoing;

import io.grantway.http.OutgoingAnswer;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Where an answer sends a `GET` on to (RFC 9110 §15.4).
final class Redirect {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirect() {}

    /// The next address, if it has the scheme, host and port of the last.
    static Optional<URI> sameOrigin(OutgoingAnswer answer) {
        if (!STATUSES.contains(answer.status())) {
            return Optional.empty();
        }
        return answer.headers()
                .first("Location")
                .flatMap(location -> resolved(answer.uri(), location))
                .filter(next -> origin(next).equalsIgnoreCase(origin(answer.uri())))
                .filter(next -> next.getRawUserInfo() == null);
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    }
}
