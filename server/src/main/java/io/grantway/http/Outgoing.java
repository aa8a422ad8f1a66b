package io.grantway.http;

import io.grantway.config.Secret;
import io.grantway.http.outgoing.Authorities;
import io.grantway.http.outgoing.PinnedClient;
import io.grantway.http.outgoing.ShownCertificate;
import java.util.function.Supplier;

/// The one client for small documents and calls outside: key sets, metadata, registration. Blocks;
/// for virtual threads only.
///
/// It connects to just the address that its rule has looked at, so that a name which answers
/// differently a moment later (DNS rebinding) gains nothing. No cookies, no proxies from the
/// environment, no compression.
public interface Outgoing extends AutoCloseable {
    /// Opens nothing and loads nothing before the first request.
    ///
    /// @param rule in force; asked anew for each request
    static Outgoing create(Supplier<OutgoingRule> rule) {
        return create(rule, NameResolver.SYSTEM);
    }

    static Outgoing create(Supplier<OutgoingRule> rule, NameResolver names) {
        return create(rule, names, Authorities.SYSTEM);
    }

    /// @param authorities who may have signed the certificates of other hosts
    static Outgoing create(
            Supplier<OutgoingRule> rule, NameResolver names, Authorities authorities) {
        return new PinnedClient(rule, names, authorities);
    }

    /// Checks that a connection can show a certificate ([OutgoingRequest#showing]).
    ///
    /// @param certificate with its private key, in PEM
    /// @throws IllegalArgumentException with a text for whoever configured it
    static void requireShowable(Secret certificate) {
        ShownCertificate.check(certificate);
    }

    /// Checks certificates of those who may sign others'.
    ///
    /// @param pem certificates
    /// @throws IllegalArgumentException with a text for whoever configured it
    static void requireAuthorities(String pem) {
        Authorities.with(pem);
    }

    /// Sends a request and reads the whole answer, of whatever status.
    ///
    /// @throws OutgoingFailure where there is no whole answer
    OutgoingAnswer fetch(OutgoingRequest request);

    /// Ends what is under way.
    @Override
    void close();
}
