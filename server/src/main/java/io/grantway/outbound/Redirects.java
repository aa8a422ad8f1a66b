package io.grantway.outbound;

import java.net.URI;
import java.util.Optional;

/// Where an answer sends a call on to (RFC 9110 §15.4).
final class Redirects {
    private Redirects() {}

    /// The next target, where it is followed: it has the same origin, and the method says that it
    /// may be. Elsewhere the credential would go to somebody else.
    static Optional<RestTarget> next(RestTarget last, Received answer) {
        int status = answer.status();
        boolean reading = last.method().equals("GET") || last.method().equals("HEAD");
        boolean asGet = status == 303 && !reading;
        boolean followed =
                switch (status) {
                    case 301, 302 -> reading;
                    case 303 -> true;
                    case 307, 308 -> reading || last.body().replayable();
                    default -> false;
                };
        if (!followed) {
            return Optional.empty();
        }
        return answer.headers()
                .first("Location")
                .flatMap(location -> resolved(last.prepared().uri(), location))
                .filter(to -> to.getRawUserInfo() == null)
                .filter(to -> RestTarget.sameOrigin(to, last.origin()))
                .map(to -> last.redirected(to, asGet));
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
