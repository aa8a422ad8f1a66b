package io.grantway.services;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Leases within this process, where there is no store.
public final class LocalLeases implements Leases {
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private record Row(String holder, Instant until) {}

    @Override
    @SuppressWarnings("ReferenceEquality") // an equal row may be somebody else's
    public Optional<Long> take(String name, String holder, Instant now, Instant until) {
        Row mine = new Row(holder, until);
        Row held =
                rows.compute(
                        name, (_, row) -> row != null && row.until().isAfter(now) ? row : mine);
        return held == mine ? Optional.of(numbers.incrementAndGet()) : Optional.empty();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // as above
    public boolean lengthen(String name, String holder, Instant now, Instant until) {
        Row longer = new Row(holder, until);
        return rows.computeIfPresent(
                        name,
                        (_, row) ->
                                row.holder().equals(holder) && row.until().isAfter(now)
                                        ? longer
                                        : row)
                == longer;
    }

    @Override
    public void release(String name, String holder) {
        rows.computeIfPresent(name, (_, row) -> row.holder().equals(holder) ? null : row);
    }
}
