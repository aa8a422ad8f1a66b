package io.grantway.services.channel;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// One of the five fields of a cron expression: which values it allows.
///
/// @param values allowed
/// @param any written as `*` or `*/n`: the field restricts nothing, or only by steps
record CronField(BitSet values, boolean any) {
    /// What a field may say.
    ///
    /// @param names of the values from `least` on, of three letters
    record Range(String name, int least, int most, List<String> names) {
        static final Range MINUTE = new Range("minute", 0, 59, List.of());
        static final Range HOUR = new Range("hour", 0, 23, List.of());
        static final Range DAY = new Range("day of the month", 1, 31, List.of());
        static final Range MONTH =
                new Range(
                        "month",
                        1,
                        12,
                        List.of(
                                "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
                                "OCT", "NOV", "DEC"));

        /// Both 0 and 7 are Sunday.
        static final Range WEEKDAY =
                new Range(
                        "day of the week",
                        0,
                        7,
                        List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));
    }

    boolean allows(int value) {
        return values.get(value);
    }

    /// @param at where the text begins in the expression, counted from 1
    /// @throws IllegalArgumentException with the place of what cannot be read
    static CronField parse(Range range, String text, int at) {
        BitSet values = new BitSet();
        int start = 0;
        for (String part : text.split(",", -1)) {
            add(values, range, part, at + start);
            start += part.length() + 1;
        }
        if (range.equals(Range.WEEKDAY) && values.get(7)) {
            values.set(0);
            values.clear(7);
        }
        return new CronField(values, text.startsWith("*"));
    }

    private static void add(BitSet values, Range range, String part, int at) {
        int slash = part.indexOf('/');
        String span = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : number(range, part.substring(slash + 1), at + slash + 1);
        if (step < 1) {
            throw wrong(range, at + slash + 1, "a step is 1 or more");
        }
        int dash = span.indexOf('-');
        int first;
        int last;
        if (span.equals("*")) {
            first = range.least();
            last = range.equals(Range.WEEKDAY) ? 6 : range.most();
        } else if (dash >= 0) {
            first = value(range, span.substring(0, dash), at);
            last = value(range, span.substring(dash + 1), at + dash + 1);
        } else {
            first = value(range, span, at);
            last = slash < 0 ? first : range.equals(Range.WEEKDAY) ? 6 : range.most();
        }
        if (first > last) {
            throw wrong(range, at, "a span begins with the smaller value");
        }
        for (int value = first; value <= last; value += step) {
            values.set(value);
        }
    }

    private static int value(Range range, String text, int at) {
        int named = range.names().indexOf(text.toUpperCase(Locale.ROOT));
        int value = named >= 0 ? named + range.least() : number(range, text, at);
        if (value < range.least() || value > range.most()) {
            throw wrong(
                    range,
                    at,
                    text + " is not a number from " + range.least() + " to " + range.most());
        }
        return value;
    }

    private static int number(Range range, String text, int at) {
        if (!text.matches("[0-9]{1,4}")) {
            throw wrong(
                    range,
                    at,
                    (text.isEmpty() ? "a value is missing" : "'" + text + "' is no value")
                            + "; values, * and lists of them as in 1,5 or 1-5 or */10 are");
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException wrong(Range range, int at, String what) {
        return new IllegalArgumentException(
                "at character " + at + ", the " + range.name() + ": " + what);
    }
}
