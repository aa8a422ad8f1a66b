package io.grantway.services.channel;

import io.grantway.services.channel.CronField.Range;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A cron expression of five fields in a time zone.
///
/// Where clocks are put forward or back, an hour that is named (`30 2 * * *`) comes once a day: in
/// the first of two such hours, and at the end of the gap where the hour is missing. Where every
/// hour counts (`*/15 * * * *`), time is what counts: nothing in a gap, and both of two hours.
final class Cron implements DueTimes {
    private static final Map<String, String> SHORT =
            Map.of(
                    "@hourly", "0 * * * *",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@weekly", "0 0 * * 0",
                    "@monthly", "0 0 1 * *",
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *");
    private static final Pattern FIELD = Pattern.compile("\\S+");

    /// A time that comes does so within these: 29 February on one certain weekday is the rarest.
    private static final int YEARS = 41;

    /// The longest time that clocks were ever put forward or back.
    private static final Duration LONGEST_SHIFT = Duration.ofHours(25);

    private final CronField minute;
    private final CronField hour;
    private final CronField day;
    private final CronField month;
    private final CronField weekday;
    private final ZoneId zone;

    private Cron(List<CronField> fields, ZoneId zone) {
        this.minute = fields.get(0);
        this.hour = fields.get(1);
        this.day = fields.get(2);
        this.month = fields.get(3);
        this.weekday = fields.get(4);
        this.zone = zone;
    }

    /// @throws IllegalArgumentException saying what is wrong, and at which character
    static Cron parse(String text, ZoneId zone) {
        if (text.strip().startsWith("@")) {
            String full = SHORT.get(text.strip());
            if (full == null) {
                throw new IllegalArgumentException(
                        "at character 1: there are @hourly, @daily, @weekly, @monthly and @yearly");
            }
            return parse(full, zone);
        }
        List<Range> ranges =
                List.of(Range.MINUTE, Range.HOUR, Range.DAY, Range.MONTH, Range.WEEKDAY);
        List<CronField> fields = new ArrayList<>();
        Matcher found = FIELD.matcher(text);
        while (found.find()) {
            int at = found.start() + 1;
            if (fields.size() == ranges.size()) {
                throw new IllegalArgumentException(
                        "at character "
                                + at
                                + ": there are five fields, from the minute to the day of the"
                                + " week; seconds and years are not among them");
            }
            fields.add(CronField.parse(ranges.get(fields.size()), found.group(), at));
        }
        if (fields.size() < ranges.size()) {
            throw new IllegalArgumentException(
                    "at character "
                            + (text.length() + 1)
                            + ": the "
                            + ranges.get(fields.size()).name()
                            + " is missing");
        }
        Cron cron = new Cron(fields, zone);
        if (cron.after(Instant.parse("2024-01-01T00:00:00Z")).isEmpty()) {
            throw new IllegalArgumentException("no day of any year is such a day");
        }
        return cron;
    }

    @Override
    public Optional<Instant> after(Instant from) {
        return hour.any() ? byTime(from) : byClock(from);
    }

    /// By what passes: each minute that there is, looked at on the clock.
    private Optional<Instant> byTime(Instant from) {
        ZonedDateTime time = from.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate end = time.toLocalDate().plusYears(YEARS);
        while (time.toLocalDate().isBefore(end)) {
            if (!allows(time.toLocalDate())) {
                time = time.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (hour.allows(time.getHour()) && minute.allows(time.getMinute())) {
                return Optional.of(time.toInstant());
            } else {
                time = time.plusMinutes(1);
            }
        }
        return Optional.empty();
    }

    /// By what the clock shows: each time of the calendar, whether there is such a moment or not.
    private Optional<Instant> byClock(Instant from) {
        LocalDateTime begin = LocalDateTime.ofInstant(from.minus(LONGEST_SHIFT), zone);
        LocalDate end = begin.toLocalDate().plusYears(YEARS);
        for (LocalDate date = begin.toLocalDate(); date.isBefore(end); date = date.plusDays(1)) {
            if (allows(date)) {
                Optional<Instant> found = onDay(date, from);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> onDay(LocalDate date, Instant from) {
        for (int h = hour.values().nextSetBit(0); h >= 0; h = hour.values().nextSetBit(h + 1)) {
            for (int m = minute.values().nextSetBit(0);
                    m >= 0;
                    m = minute.values().nextSetBit(m + 1)) {
                Instant moment = moment(date.atTime(LocalTime.of(h, m)));
                if (moment.isAfter(from)) {
                    return Optional.of(moment);
                }
            }
        }
        return Optional.empty();
    }

    private Instant moment(LocalDateTime shown) {
        ZoneOffsetTransition shift = zone.getRules().getTransition(shown);
        return shift != null && shift.isGap()
                ? shift.getInstant()
                : ZonedDateTime.ofLocal(shown, zone, null).withEarlierOffsetAtOverlap().toInstant();
    }

    /// Where both days are said, either of them does, as always with cron.
    private boolean allows(LocalDate date) {
        boolean inMonth = day.allows(date.getDayOfMonth());
        boolean inWeek = weekday.allows(date.getDayOfWeek().getValue() % 7);
        boolean both = day.any() || weekday.any();
        boolean either = both ? inMonth && inWeek : inMonth || inWeek;
        return month.allows(date.getMonthValue()) && either;
    }
}
