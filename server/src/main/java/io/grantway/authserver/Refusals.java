package io.grantway.authserver;

import io.grantway.oauth.OAuthRefusal;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The refusals of one request, of which only one is told: the first, as anybody would expect, or
/// the last, as Kong does.
final class Refusals {
    private final boolean firstWins;
    private @Nullable OAuthRefusal last;

    Refusals(boolean firstWins) {
        this.firstWins = firstWins;
    }

    /// What a step comes to; empty when it refused and others may still overrule it.
    <T> Optional<T> of(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (OAuthRefusal refusal) {
            if (firstWins) {
                throw refusal;
            }
            last = refusal;
            return Optional.empty();
        }
    }

    void run(Runnable step) {
        of(() -> {
            step.run();
            return true;
        });
    }

    /// Ends the collection: throws what is to be told.
    void settle() {
        if (last != null) {
            throw last;
        }
    }
}
