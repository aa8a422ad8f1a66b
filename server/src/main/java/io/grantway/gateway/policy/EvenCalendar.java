package io.grantway.gateway.policy;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;

/// The time as a count in which every month has 31 days and every year twelve of them, so that
/// buckets, which know only periods of a fixed length, are filled again when a month or a year
/// begins. Where a month is shorter the count jumps at its end, which ends every shorter period
/// too.
record EvenCalendar(InstantSource clock) implements TimeMeter {
    static final int DAYS_OF_A_MONTH = 31;
    static final int DAYS_OF_A_YEAR = 12 * DAYS_OF_A_MONTH;
    private static final long SECONDS_OF_A_DAY = 86_400;
    private static final int FIRST_YEAR = 1970;

    @Override
    public long currentTimeNanos() {
        return nanos(clock.instant());
    }

    private static long nanos(Instant now) {
        long days = Math.floorDiv(now.getEpochSecond(), SECONDS_OF_A_DAY);
        LocalDate date = LocalDate.ofEpochDay(days);
        long evenDays =
                (long) (date.getYear() - FIRST_YEAR) * DAYS_OF_A_YEAR
                        + (long) (date.getMonthValue() - 1) * DAYS_OF_A_MONTH
                        + date.getDayOfMonth()
                        - 1;
        long seconds =
                evenDays * SECONDS_OF_A_DAY + Math.floorMod(now.getEpochSecond(), SECONDS_OF_A_DAY);
        return seconds * 1_000_000_000L + now.getNano();
    }

    /// The first beginning of a period after now, in this count.
    Instant nextBeginning(Period period) {
        long length = period.evenLength().toNanos();
        long now = currentTimeNanos();
        return Instant.ofEpochSecond(0, now - Math.floorMod(now, length) + length);
    }

    /// Buckets may then be aligned to the beginning of periods.
    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
