package io.grantway.outbound.checkup;

import io.grantway.outbound.checkup.Step.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Steps as they are taken, and how long each took. Belongs to one thread.
final class Looks {
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final String of;
    private final LongSupplier nanos;
    private final List<Step> taken = new ArrayList<>();

    /// @param nanos a clock that is never set
    Looks(String of, LongSupplier nanos) {
        this.of = of;
        this.nanos = nanos;
    }

    /// @return whether it is worth going on
    boolean look(String name, Supplier<Found> looking) {
        long began = nanos.getAsLong();
        Found found = looking.get();
        long millis = (nanos.getAsLong() - began) / NANOS_OF_MILLI;
        taken.add(new Step(of, name, found.verdict(), found.text(), found.advice(), millis));
        return found.verdict() != Verdict.FAILED;
    }

    List<Step> taken() {
        return List.copyOf(taken);
    }
}
