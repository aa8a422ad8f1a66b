package io.grantway.boot;

import io.grantway.authserver.Issuer;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.http.RequestHead;
import io.grantway.jose.KeyRing;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The issuers that are served, in front of the APIs.
record Issuers(List<Served> all) {
    static final Issuers NONE = new Issuers(List.of());

    Issuers {
        all = List.copyOf(all);
    }

    /// @param name of the server
    /// @param host of the issuer's address
    record Served(String workspace, String name, String host, IssuerEndpoints endpoints) {}

    /// What they sign with.
    List<KeyRing> keys() {
        return all.stream().map(each -> each.endpoints().issuer().keys()).toList();
    }

    /// The issuer of a server.
    Optional<Issuer> find(UUID server) {
        return all.stream()
                .map(Served::endpoints)
                .filter(each -> each.id().equals(server))
                .map(IssuerEndpoints::issuer)
                .findFirst();
    }

    /// What answers a request, where it is for an issuer: of several with the same path the one of
    /// the host that was asked. Asked for every call.
    @Nullable IssuerEndpoints find(RequestHead head) {
        IssuerEndpoints found = null;
        for (int i = 0; i < all.size(); i++) {
            Served each = all.get(i);
            if (each.endpoints().owns(head.target().path())) {
                if (each.host().equalsIgnoreCase(head.target().host())) {
                    return each.endpoints();
                }
                found = found == null ? each.endpoints() : found;
            }
        }
        return found;
    }
}
