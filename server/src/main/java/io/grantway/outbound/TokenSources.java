package io.grantway.outbound;

import io.grantway.supply.TokenSource;

/// Where the tokens of security definitions come from.
@FunctionalInterface
public interface TokenSources {
    /// Asked for each definition whose calls need tokens, as it is configured now.
    TokenSource of(String workspace, SecurityDefinitionConfig definition);
}
