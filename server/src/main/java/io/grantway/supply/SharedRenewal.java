package io.grantway.supply;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import io.grantway.supply.TokenRows.Place;
import io.grantway.supply.TokenRows.Row;
import io.grantway.supply.TokenUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets a definition's tokens for all nodes: what another has got is taken over, one node asks at a
/// time, and what came is kept before anybody uses it.
final class SharedRenewal implements Renewal {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRenewal.class);
    private static final int OWNER_BYTES = 16;

    /// A refresh token that nobody has used for so long is of no use anywhere.
    private static final Duration REFRESHABLE = Duration.ofDays(400);

    /// The generation of a token goes on from the one before, also where that has expired.
    private static final Duration SPARE = Duration.ofDays(1);

    /// As far as stores count.
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /// Somebody's grant: it was begun elsewhere, its row is made and taken away there, and its end
    /// is told.
    record Grant(GrantTerms terms, GrantListener listener) {}

    private final Definition definition;
    private final Place place;
    private final TokenHash key;
    private final KeptTokens kept;
    private final Held.Turns turns;
    private final Around around;
    private final @Nullable Grant grant;

    /// @param key that an access token must have been got with
    /// @param grant that is renewed; null for a definition's own token
    SharedRenewal(
            Definition definition,
            Place place,
            TokenHash key,
            KeptTokens kept,
            Held.Turns turns,
            Around around,
            @Nullable Grant grant) {
        this.definition = definition;
        this.place = place;
        this.key = key;
        this.kept = kept;
        this.turns = turns;
        this.around = around;
        this.grant = grant;
    }

    private GrantListener listener() {
        return grant == null ? GrantListener.NONE : grant.listener();
    }

    private boolean refreshes() {
        return definition.config().grantType() == TokenGrant.REFRESH_TOKEN;
    }

    @Override
    public Held renew(long above, boolean mayAsk) {
        long giveUp = around.nanos().getAsLong() + around.times().patience().toNanos();
        while (true) {
            Row row;
            boolean leased;
            String owner = owner();
            try {
                row = kept.find(place.id());
                Held others = usable(row, above);
                if (others != null) {
                    return others;
                }
                if (!mayAsk) {
                    throw tooLately();
                }
                requireRenewable(row);
                leased = lease(row, owner);
            } catch (TokenUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                return withoutStore(above, mayAsk, e);
            }
            if (leased) {
                Held got = asked(row, owner, above);
                if (got != null) {
                    return got;
                }
            } else if (kept.isClosed() || around.nanos().getAsLong() - giveUp >= 0) {
                throw unavailable("another node has been renewing its token for too long");
            } else {
                kept.pause(around.times().look().toMillis());
            }
        }
    }

    private String owner() {
        byte[] bytes = new byte[OWNER_BYTES];
        around.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// A definition begins by itself; a grant was begun by somebody who consented.
    private void requireRenewable(Row row) {
        if (grant == null) {
            return;
        }
        if (row.generation() == 0) {
            throw dead("it must be connected again");
        }
        if (refreshes() && row.token().flatMap(KeptToken::refreshToken).isEmpty()) {
            String why = "its token has ended, and there is no refresh token";
            listener().died(row.generation(), why);
            throw dead(why);
        }
    }

    private TokenUnavailable dead(String why) {
        return new TokenUnavailable(
                definition.name().definition(), Reason.GRANT, why, Optional.empty());
    }

    private boolean lease(Row row, String owner) {
        Instant now = around.clock().instant();
        return kept.store()
                .lease(place, row.generation(), owner, now, now.plus(around.times().lease()));
    }

    /// What is kept, where that is another token than is known here and still good.
    private @Nullable Held usable(Row row, long above) {
        if (row.generation() <= above
                || row.token().isEmpty()
                || !row.token().get().key().equals(key)) {
            return null;
        }
        KeptToken token = row.token().get();
        Held held = held(token, row.generation());
        return around.nanos().getAsLong() - held.usableUntil() < 0 ? held : null;
    }

    private Held held(KeptToken token, long generation) {
        SuppliedToken supplied = token.supplied(generation);
        return refreshes() && token.refreshToken().isEmpty()
                ? turns.unrenewed(supplied)
                : turns.of(supplied, token.obtained());
    }

    /// Nobody else can be told, and nobody else asked; a token in memory is better than none. A
    /// refresh token is another matter: the newest may be one that we do not know.
    private Held withoutStore(long above, boolean mayAsk, RuntimeException why) {
        if (refreshes()) {
            throw unavailable("its refresh token cannot be read or kept: " + why.getMessage());
        }
        if (!mayAsk) {
            throw tooLately();
        }
        LOG.warn(
                "the tokens of {} are not shared with other nodes for now: {}",
                definition.name(),
                why.getMessage());
        Instant asked = around.clock().instant();
        return switch (definition.ask(Optional.empty(), Optional.empty())) {
            case Given given -> turns.of(token(given, asked, Row.NONE).supplied(above + 1), asked);
            case Refused refused -> throw refusal(refused);
        };
    }

    /// Asks the server while the lease lasts.
    ///
    /// @return null where it must be looked again what is kept
    private @Nullable Held asked(Row row, String owner, long above) {
        Optional<Secret> newest = row.token().flatMap(KeptToken::refreshToken);
        Asked first = whileLeased(owner, newest);
        TokenAnswer answer = first.answer();
        Instant at = first.at();
        if (answer instanceof Refused refused && refused.reason() == Reason.GRANT && refreshes()) {
            Optional<Secret> previous = previous(row);
            if (generationMoved(row)) {
                release(owner, true);
                return null;
            }
            if (previous.isPresent()) {
                Asked second = whileLeased(owner, previous);
                answer = second.answer();
                at = second.at();
            }
        }
        return switch (answer) {
            case Given given -> saved(given, at, row, above);
            case Refused refused -> {
                // Before the lease ends, or another node would ask once more.
                if (refused.reason() == Reason.GRANT) {
                    listener().died(row.generation(), refused.text());
                }
                release(owner, refused.definite());
                throw refusal(refused);
            }
        };
    }

    private boolean generationMoved(Row row) {
        try {
            return kept.find(place.id()).generation() > row.generation();
        } catch (RuntimeException _) {
            return false;
        }
    }

    /// The refresh token before the newest, where a request was begun with it of which nobody knows
    /// how it ended, and not too long ago.
    private Optional<Secret> previous(Row row) {
        Duration grace =
                Optional.ofNullable(grant)
                        .flatMap(it -> it.terms().grace())
                        .orElse(around.times().grace());
        Instant since = around.clock().instant().minus(grace);
        return row.unfinished()
                ? row.token()
                        .filter(it -> it.replaced().filter(since::isBefore).isPresent())
                        .flatMap(KeptToken::previous)
                : Optional.empty();
    }

    /// @param at when the request went off
    private record Asked(TokenAnswer answer, Instant at) {}

    /// A server may take longer than any lease that would be short enough for a node that died.
    private Asked whileLeased(String owner, Optional<Secret> refreshToken) {
        Instant at = around.clock().instant();
        CompletableFuture<TokenAnswer> call =
                CompletableFuture.supplyAsync(
                        () -> definition.ask(refreshToken, Optional.empty(), listener()),
                        around.executor());
        Duration every = around.times().lease().dividedBy(3);
        while (true) {
            try {
                return new Asked(call.get(every.toNanos(), NANOSECONDS), at);
            } catch (TimeoutException _) {
                extend(owner);
            } catch (ExecutionException e) {
                release(owner, false);
                throw unavailable("its token could not be renewed: " + e.getCause());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw unavailable("this server is stopping");
            }
        }
    }

    private void extend(String owner) {
        try {
            Instant until = around.clock().instant().plus(around.times().lease());
            var _ = kept.store().extend(place.id(), owner, until);
        } catch (RuntimeException _) {
            // The request is under way, and what comes of it is kept by its generation.
        }
    }

    private void release(String owner, boolean ended) {
        try {
            kept.store().release(place.id(), owner, ended);
        } catch (RuntimeException _) {
            // It ends by itself.
        }
    }

    /// @return null where another node has been faster, and it must be looked what it got
    private @Nullable Held saved(Given given, Instant asked, Row row, long above) {
        KeptToken token = token(given, asked, row);
        long generation = Math.max(row.generation(), above) + 1;
        Spilled next = new Spilled(place, row.generation(), generation, token, expires(token));
        return kept.save(next, refreshes()) ? held(token, generation) : null;
    }

    private Instant expires(KeptToken token) {
        if (grant != null) {
            return lapses(token, grant.terms());
        }
        Instant asked = token.obtained();
        return refreshes()
                ? asked.plus(REFRESHABLE)
                : token.until().orElse(asked.plus(Held.UNKNOWN_LIFE)).plus(SPARE);
    }

    /// When a grant ends that nobody uses until then.
    static Instant lapses(KeptToken token, GrantTerms terms) {
        if (token.refreshToken().isEmpty()) {
            return NEVER;
        }
        Instant idle = terms.idle().map(token.obtained()::plus).orElse(NEVER);
        Instant told = token.refreshUntil().orElse(NEVER);
        return told.isBefore(idle) ? told : idle;
    }

    /// An answer without a refresh token leaves the old one good (RFC 6749 §6).
    private KeptToken token(Given given, Instant asked, Row row) {
        Optional<Secret> before =
                row.token()
                        .flatMap(KeptToken::refreshToken)
                        .or(() -> Optional.ofNullable(definition.config().refreshToken()));
        Optional<Secret> next =
                refreshes() ? given.refreshToken().or(() -> before) : Optional.empty();
        boolean rotated = refreshes() && !next.equals(before);
        return new KeptToken(
                key,
                asked,
                given.accessToken(),
                given.type(),
                given.until(),
                given.scopes(),
                next,
                rotated ? before : row.token().flatMap(KeptToken::previous),
                rotated ? Optional.of(asked) : row.token().flatMap(KeptToken::replaced),
                rotated
                        ? given.refreshUntil()
                        : given.refreshUntil()
                                .or(() -> row.token().flatMap(KeptToken::refreshUntil)));
    }

    private TokenUnavailable refusal(Refused refused) {
        return refused.of(definition.name().definition());
    }

    private TokenUnavailable tooLately() {
        return TokenUnavailable.refusedAgain(
                definition.name().definition(), around.times().forced());
    }

    private TokenUnavailable unavailable(String text) {
        return new TokenUnavailable(
                definition.name().definition(), Reason.TRANSIENT, text, Optional.empty());
    }
}
