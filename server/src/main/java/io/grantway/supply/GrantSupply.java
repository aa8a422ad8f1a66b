package io.grantway.supply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.oauth.TokenHash;
import java.time.Duration;

/// The tokens of many grants, such as users' accounts: those that are used stay in memory.
/// Thread-safe.
public final class GrantSupply implements AutoCloseable {
    private static final int MOST_GRANTS = 100_000;
    private static final int MOST_DEFINITIONS = 10_000;
    private static final Duration IDLE = Duration.ofHours(1);

    private final Around around;
    private final Pauses pauses;
    private final KeptTokens kept;
    private final Definitions definitions;

    /// Grants of servers that are asked alike share what asks.
    private record Asking(DefinitionName name, OAuth2Config config, GrantTerms terms) {}

    /// A grant's place in memory.
    record Cell(GrantTokens under, TokenCell tokens) {}

    /// Makes what asks.
    @FunctionalInterface
    interface Definitions {
        Definition made(DefinitionName name, OAuth2Config config, GrantTerms terms);
    }

    private final Cache<Asking, GrantTokens> known =
            Caffeine.newBuilder()
                    .maximumSize(MOST_DEFINITIONS)
                    .expireAfterAccess(IDLE)
                    .executor(Runnable::run)
                    .build();
    private final Cache<TokenHash, Cell> cells =
            Caffeine.newBuilder()
                    .maximumSize(MOST_GRANTS)
                    .expireAfterAccess(IDLE)
                    .executor(Runnable::run)
                    .build();

    GrantSupply(Around around, Pauses pauses, KeptTokens kept, Definitions definitions) {
        this.around = around;
        this.pauses = pauses;
        this.kept = kept;
        this.definitions = definitions;
    }

    /// The grants of one provider that are asked for alike.
    ///
    /// @param config with no refresh token of its own
    public GrantTokens under(
            String workspace, String provider, OAuth2Config config, GrantTerms terms) {
        DefinitionName name = new DefinitionName(workspace, provider);
        return known.get(
                new Asking(name, config, terms),
                _ ->
                        new GrantTokens(
                                definitions.made(name, config, terms),
                                terms,
                                kept,
                                around,
                                this::cell));
    }

    /// The grant's own; made anew where it is asked for in another way than before.
    private TokenCell cell(TokenHash grant, GrantTokens under, Renewal renewal) {
        Cell there = cells.getIfPresent(grant);
        if (there != null && there.under().equals(under)) {
            return there.tokens();
        }
        return cells.asMap()
                .compute(
                        grant,
                        (_, before) ->
                                before != null && before.under().equals(under)
                                        ? before
                                        : new Cell(
                                                under,
                                                new TokenCell(
                                                        under.name().definition(),
                                                        renewal,
                                                        pauses,
                                                        around)))
                .tokens();
    }

    /// Drops from memory what is known of a grant: it was ended or begun anew.
    public void forget(TokenHash grant) {
        cells.invalidate(grant);
    }

    /// Drops all: anything may have changed.
    public void forgetAll() {
        cells.invalidateAll();
    }

    @Override
    public void close() {
        kept.close();
        cells.invalidateAll();
    }
}
