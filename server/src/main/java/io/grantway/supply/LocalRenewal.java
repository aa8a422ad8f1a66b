package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Gets tokens for this process alone, which nobody keeps: those on behalf of callers.
final class LocalRenewal implements Renewal {
    private final Definition definition;
    private final Secret onBehalfOf;
    private final AtomicLong generations;
    private final Held.Turns turns;
    private final Around around;

    /// @param generations of all such tokens, so that one that was forgotten and got again is
    ///   another
    LocalRenewal(
            Definition definition,
            Secret onBehalfOf,
            AtomicLong generations,
            Held.Turns turns,
            Around around) {
        this.definition = definition;
        this.onBehalfOf = onBehalfOf;
        this.generations = generations;
        this.turns = turns;
        this.around = around;
    }

    @Override
    public Held renew(long above, boolean mayAsk) {
        String name = definition.name().definition();
        if (!mayAsk) {
            throw TokenUnavailable.refusedAgain(name, around.times().forced());
        }
        Instant asked = around.clock().instant();
        return switch (definition.ask(Optional.empty(), Optional.of(onBehalfOf))) {
            case Given given ->
                    turns.of(
                            new SuppliedToken(
                                    given.accessToken(),
                                    given.type(),
                                    generations.incrementAndGet(),
                                    given.until(),
                                    given.scopes()),
                            asked);
            case Refused refused -> throw refused.of(name);
        };
    }
}
