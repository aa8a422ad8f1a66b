package io.grantway.supply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The tokens of one definition: its own, or one for each caller on whose behalf it exchanges.
final class DefinitionSource implements TokenSource {
    private static final int MOST_CALLERS = 10_000;
    private static final Duration IDLE = Duration.ofHours(1);

    private final Definition definition;
    private final TokenCell own;
    private final AtomicLong generations;
    private final Held.Turns turns;
    private final Pauses pauses;
    private final Around around;

    /// By the hash of the caller's token.
    private final Cache<TokenHash, TokenCell> onBehalf =
            Caffeine.newBuilder()
                    .maximumSize(MOST_CALLERS)
                    .expireAfterAccess(IDLE)
                    .executor(Runnable::run)
                    .build();

    /// @param key that its own token is got with
    DefinitionSource(
            Definition definition,
            TokenRows.Place place,
            TokenHash key,
            KeptTokens kept,
            AtomicLong generations,
            Pauses pauses,
            Around around) {
        this.definition = definition;
        this.generations = generations;
        this.pauses = pauses;
        this.around = around;
        this.turns =
                new Held.Turns(
                        definition.config().renewBefore(),
                        around.clock(),
                        around.nanos(),
                        around.random());
        this.own = cell(new SharedRenewal(definition, place, key, kept, turns, around, null));
    }

    private Renewal local(Secret onBehalfOf) {
        return new LocalRenewal(definition, onBehalfOf, generations, turns, around);
    }

    private TokenCell cell(Renewal renewal) {
        return new TokenCell(name().definition(), renewal, pauses, around);
    }

    DefinitionName name() {
        return definition.name();
    }

    OAuth2Config config() {
        return definition.config();
    }

    @Override
    public SuppliedToken token() {
        requireOwn();
        return own.token();
    }

    @Override
    public SuppliedToken token(Secret onBehalfOf) {
        return of(onBehalfOf).token();
    }

    @Override
    public Optional<SuppliedToken> ready() {
        return exchanges() ? Optional.empty() : own.ready();
    }

    @Override
    public Optional<SuppliedToken> ready(Secret onBehalfOf) {
        if (!exchanges()) {
            return own.ready();
        }
        TokenCell known = onBehalf.getIfPresent(onBehalfOf.expose(TokenHash::of));
        return known == null ? Optional.empty() : known.ready();
    }

    @Override
    public SuppliedToken renewed(SuppliedToken refused) {
        requireOwn();
        return own.renewed(refused);
    }

    @Override
    public SuppliedToken renewed(SuppliedToken refused, Secret onBehalfOf) {
        return of(onBehalfOf).renewed(refused);
    }

    private boolean exchanges() {
        return config().grantType() == TokenGrant.TOKEN_EXCHANGE;
    }

    private void requireOwn() {
        if (exchanges()) {
            throw new TokenUnavailable(
                    name().definition(),
                    TokenUnavailable.Reason.GRANT,
                    "it exchanges the caller's token, and this call is on nobody's behalf",
                    Optional.empty());
        }
    }

    /// A definition that does not exchange has one token for all.
    private TokenCell of(Secret onBehalfOf) {
        return exchanges()
                ? onBehalf.get(onBehalfOf.expose(TokenHash::of), _ -> cell(local(onBehalfOf)))
                : own;
    }

    @Override
    public TokenStatus status() {
        return own.status(config().scopes());
    }

    @Override
    public String toString() {
        return "TokenSource[" + name().definition() + "]";
    }
}
