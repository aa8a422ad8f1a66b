package io.grantway.authserver.registration;

import io.grantway.authserver.Issuer;
import io.grantway.authserver.Terms;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientCredentials;
import io.grantway.catalog.ClientKeys;
import io.grantway.catalog.ClientMetadata;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.Ids;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A client as its own document describes it.
final class Guest {
    private Guest() {}

    static Client of(ClientDetails details, String clientId, Terms terms, Issuer issuer) {
        String workspace = terms.place().workspace();
        String owner = issuer.config().registration().consumer();
        return new Client(
                Ids.of(workspace, "clientDocument", clientId),
                clientId,
                new ClientCredentials(
                        Optional.of(details.method()), List.of(), keys(details), Optional.empty()),
                details.method() == TokenEndpointAuthMethod.NONE
                        ? ClientType.PUBLIC
                        : ClientType.CONFIDENTIAL,
                details.redirectUris(),
                metadata(details),
                name(details, clientId),
                new Consumer(
                        Ids.of(workspace, "consumer", owner), workspace, owner, Optional.empty()));
    }

    private static ClientMetadata metadata(ClientDetails details) {
        Preferences wanted = details.preferences();
        return new ClientMetadata(
                null,
                details.grantTypes(),
                details.responseTypes(),
                details.scopes(),
                wanted.detailTypes().orElse(List.of()),
                wanted.pushedRequests(),
                wanted.signedRequests(),
                wanted.requestAlgorithm().orElse(null),
                wanted.maxAge().orElse(null),
                wanted.levels(),
                wanted.postLogoutUris(),
                wanted.logoutUri().orElse(null),
                wanted.logoutSession(),
                wanted.dpop(),
                wanted.certificate(),
                null,
                null,
                null);
    }

    private static Optional<ClientKeys> keys(ClientDetails details) {
        return details.jwks()
                .<ClientKeys>map(ClientKeys::of)
                .or(() -> details.jwksUri().map(ClientKeys.Published::new));
    }

    /// With the host, which is all that anybody has proven (§6).
    private static String name(ClientDetails details, String clientId) {
        String host = URI.create(clientId).getHost();
        String told = details.told().path("client_name").asString("");
        return told.isEmpty() ? host : told + " (" + host + ")";
    }
}
