package io.grantway.boot;

import io.grantway.boot.registry.Identified;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.outbound.TokenSources;
import io.grantway.supply.Around;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenSupply;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The supply of tokens of others' servers; made when the first definition needs one.
final class LiveTokens implements TokenSources, AutoCloseable {
    private final Around around;
    private @Nullable TokenSupply made;

    LiveTokens(Around around) {
        this.around = around;
    }

    @Override
    public TokenSource of(
            String workspace, SecurityDefinitionConfig definition, Optional<URI> discovered) {
        return supply().source(
                        workspace,
                        definition.name(),
                        Objects.requireNonNull(definition.oauth2()),
                        discovered);
    }

    private synchronized TokenSupply supply() {
        if (made == null) {
            made = new TokenSupply(around);
        }
        return made;
    }

    /// What there is, if any definition has needed it.
    synchronized Optional<TokenSupply> found() {
        return Optional.ofNullable(made);
    }

    /// Drops the tokens of definitions that are changed or gone.
    void inForce(List<Identified<SecurityDefinitionConfig>> definitions) {
        found().ifPresent(supply -> {
            Map<DefinitionName, OAuth2Config> used = new HashMap<>();
            for (Identified<SecurityDefinitionConfig> each : definitions) {
                OAuth2Config config = each.config().oauth2();
                if (config != null) {
                    used.put(new DefinitionName(each.workspace(), each.config().name()), config);
                }
            }
            supply.inForce(used);
        });
    }

    @Override
    public void close() {
        found().ifPresent(TokenSupply::close);
    }
}
