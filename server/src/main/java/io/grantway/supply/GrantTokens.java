package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The grants of one provider that are asked for alike: how one begins, and how each goes on.
/// Thread-safe.
public final class GrantTokens {
    private final Definition definition;
    private final GrantTerms terms;
    private final KeptTokens kept;
    private final Around around;
    private final Cells cells;
    private final Held.Turns turns;
    private final TokenHash key;

    /// Finds the place of a grant in memory.
    @FunctionalInterface
    interface Cells {
        TokenCell of(TokenHash grant, GrantTokens under, Renewal renewal);
    }

    GrantTokens(
            Definition definition, GrantTerms terms, KeptTokens kept, Around around, Cells cells) {
        this.definition = definition;
        this.terms = terms;
        this.kept = kept;
        this.around = around;
        this.cells = cells;
        this.key = SupplyKey.holder(definition.name());
        this.turns =
                new Held.Turns(
                        definition.config().renewBefore(),
                        around.clock(),
                        around.nanos(),
                        around.random());
    }

    DefinitionName name() {
        return definition.name();
    }

    /// Ends a flow at the token endpoint. Blocks, and keeps nothing.
    ///
    /// @param parameters of the request beside the client's own (`grant_type`, `code`,
    ///   `redirect_uri`, `code_verifier`, `device_code`)
    /// @throws TokenUnavailable where it refuses
    public FirstToken first(Map<String, String> parameters) {
        Instant asked = around.clock().instant();
        return switch (definition.first(parameters)) {
            case Given given ->
                    new FirstToken(
                            asked,
                            given.accessToken(),
                            given.type(),
                            given.until(),
                            given.scopes(),
                            given.refreshToken(),
                            given.refreshUntil(),
                            given.metadata(),
                            given.idToken());
            case Refused refused -> throw refused.of(name().definition());
        };
    }

    /// A first token as it is kept.
    public KeptToken kept(FirstToken first) {
        return new KeptToken(
                key,
                first.obtained(),
                first.accessToken(),
                first.type(),
                first.until(),
                first.scopes(),
                first.refreshToken(),
                Optional.empty(),
                Optional.empty(),
                first.refreshUntil());
    }

    /// When a grant ends that nobody uses until then; [Instant#MAX] in milliseconds for never.
    public Instant lapses(KeptToken token) {
        return SharedRenewal.lapses(token, terms);
    }

    /// Where the tokens of one grant come from.
    ///
    /// @param grant what its row is kept by
    /// @param listener of whoever asks first
    public TokenSource source(TokenHash grant, GrantListener listener) {
        var place = new TokenRows.Place(grant, key, name());
        var renewal =
                new SharedRenewal(
                        definition,
                        place,
                        key,
                        kept,
                        turns,
                        around,
                        new SharedRenewal.Grant(terms, listener));
        return new Source(cells.of(grant, this, renewal), definition);
    }

    private record Source(TokenCell cell, Definition definition) implements TokenSource {
        @Override
        public SuppliedToken token() {
            return cell.token();
        }

        /// Its user is who consented, whoever calls.
        @Override
        public SuppliedToken token(Secret onBehalfOf) {
            return cell.token();
        }

        @Override
        public Optional<SuppliedToken> ready() {
            return cell.ready();
        }

        @Override
        public SuppliedToken renewed(SuppliedToken refused) {
            return cell.renewed(refused);
        }

        @Override
        public SuppliedToken renewed(SuppliedToken refused, Secret onBehalfOf) {
            return cell.renewed(refused);
        }

        @Override
        public TokenStatus status() {
            return cell.status(definition.config().scopes());
        }

        @Override
        public String toString() {
            return "TokenSource[grant at " + definition.name().definition() + "]";
        }
    }
}
