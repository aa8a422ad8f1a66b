package io.grantway.http;

import io.grantway.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A request for outside.
///
/// @param trust where its address comes from
/// @param body empty for none
/// @param limits of time and size
/// @param follow whether a `GET` follows redirects that stay at the same origin; none else are
///   followed, and answered as they came
/// @param identity certificate and private key in PEM that the connection shows; empty for none
public record OutgoingRequest(
        String method,
        URI uri,
        Trust trust,
        HeaderList headers,
        Body body,
        Limits limits,
        boolean follow,
        Optional<Secret> identity) {
    /// Who chose the address.
    public enum Trust {
        /// The operator, in the configuration or as an administrator: it may be local and plain.
        CONFIGURED,
        /// Somebody else, such as a client in its registration: it may be only what the
        /// [OutgoingRule] opens.
        FOREIGN
    }

    /// What a request may cost.
    ///
    /// @param total from start to end, redirects included
    /// @param bytes of the answer's body
    public record Limits(Duration total, int bytes) {
        /// Enough for a document.
        public static final Limits DOCUMENT = new Limits(Duration.ofSeconds(5), 256 * 1024);

        public Limits {
            if (total.isNegative() || total.isZero()) {
                throw new IllegalArgumentException("a limit must be more than nothing");
            }
        }
    }

    public static OutgoingRequest get(URI uri, Trust trust) {
        return new OutgoingRequest(
                "GET",
                uri,
                trust,
                HeaderList.EMPTY,
                Body.EMPTY,
                Limits.DOCUMENT,
                false,
                Optional.empty());
    }

    public static OutgoingRequest post(URI uri, Trust trust, String contentType, Body body) {
        return new OutgoingRequest(
                "POST",
                uri,
                trust,
                HeaderList.of("Content-Type", contentType),
                body,
                Limits.DOCUMENT,
                false,
                Optional.empty());
    }

    public OutgoingRequest with(String name, String value) {
        return new OutgoingRequest(
                method, uri, trust, headers.with(name, value), body, limits, follow, identity);
    }

    public OutgoingRequest within(Limits other) {
        return new OutgoingRequest(method, uri, trust, headers, body, other, follow, identity);
    }

    public OutgoingRequest following() {
        return new OutgoingRequest(method, uri, trust, headers, body, limits, true, identity);
    }

    /// The same over a connection that shows a certificate (RFC 8705 §2).
    ///
    /// @param certificate with its private key, in PEM
    public OutgoingRequest showing(Secret certificate) {
        return new OutgoingRequest(
                method, uri, trust, headers, body, limits, follow, Optional.of(certificate));
    }

    /// The same for another address.
    public OutgoingRequest at(URI other) {
        return new OutgoingRequest(method, other, trust, headers, body, limits, follow, identity);
    }

    /// Without query, fields and body, which may hold secrets.
    @Override
    public String toString() {
        return method + " " + OutgoingFailure.place(uri);
    }
}
