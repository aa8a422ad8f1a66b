package io.grantway.authserver.identity;

import io.grantway.authserver.IdentityProviderConfig;
import io.grantway.authserver.Issuer;
import io.grantway.http.Outgoing;
import io.grantway.jose.RemoteKeys;
import java.time.InstantSource;
import java.util.List;

/// What talks to OpenID providers. One for the process: what it knows of them outlives a reload of
/// the configuration. A provider that cannot be reached is found out when somebody wants to log in
/// by it, and never stops a start.
public final class IdentityProviders {
    private final ProviderDocuments documents;
    private final ProviderCalls calls;
    private final IdTokenCheck tokens;

    public IdentityProviders(Outgoing outgoing, RemoteKeys published, InstantSource clock) {
        this.documents = new ProviderDocuments(outgoing, clock);
        this.calls = new ProviderCalls(outgoing);
        this.tokens = new IdTokenCheck(published, clock);
    }

    /// The providers of one of our servers, in the order of the configuration.
    public List<IdentityProvider> of(Issuer issuer, List<IdentityProviderConfig> configured) {
        String callback = issuer.uri() + "/authorize/" + IdentityProvider.CALLBACK;
        return configured.stream()
                .map(config ->
                        new IdentityProvider(
                                config, callback + config.name(), documents, calls, tokens))
                .toList();
    }
}
