package io.grantway.boot;

import io.grantway.boot.registry.Identified;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.outbound.TokenSources;
import io.grantway.supply.Around;
import io.grantway.supply.DefinitionName;
import io.grantway.supply.GrantSupply;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.TokenRows;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenSpill;
import io.grantway.supply.TokenSupply;
import io.grantway.telemetry.Metrics;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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

    /// The public keys that a definition proves itself with, where they are made here.
    Optional<ObjectNode> jwks(String workspace, SecurityDefinitionConfig definition) {
        OAuth2Config config = definition.oauth2();
        return config == null
                ? Optional.empty()
                : supply().jwks(workspace, definition.name(), config);
    }

    /// The tokens of grants that are kept elsewhere than those of definitions.
    GrantSupply grants(TokenRows rows, TokenSpill spill) {
        return supply().grants(rows, spill);
    }

    /// Counts token requests.
    void show(Metrics metrics) {
        metrics.counter(
                "grantway_token_requests_obtained",
                "Requests to others' token endpoints that brought a token",
                () -> found().map(TokenSupply::obtained).orElse(0L));
        metrics.counter(
                "grantway_token_requests_failed",
                "Requests to others' token endpoints that brought none",
                () -> found().map(TokenSupply::failed).orElse(0L));
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
