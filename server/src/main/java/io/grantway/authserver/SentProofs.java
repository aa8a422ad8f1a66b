package io.grantway.authserver;

import io.grantway.http.Request;
import java.net.URI;
import java.util.List;

/// The proofs of DPoP in a request, and what they must fit (RFC 9449 §4.3).
///
/// @param address as the server tells it in its metadata, whatever names proxies on the way have
/// @param values of the header fields `DPoP`
public record SentProofs(String method, URI address, List<String> values) {
    /// Those of a call to an endpoint that knows none.
    public static final SentProofs NONE = new SentProofs("POST", URI.create("/"), List.of());

    public SentProofs {
        values = List.copyOf(values);
    }

    /// Those of a request to a server of its own.
    public static SentProofs of(Terms terms, Request request) {
        return terms.place()
                .issuer()
                .map(issuer ->
                        new SentProofs(
                                request.method(),
                                issuer.uri().resolve(request.path()),
                                request.headers().all("DPoP")))
                .orElse(NONE);
    }

    @Override
    public String toString() {
        return values.size() + " proofs";
    }
}
