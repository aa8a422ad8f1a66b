package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *        | 2026-03-01T12:00:30Z | 2026-03-01T12:01:00Z",
                "* * * * *        | 2026-03-01T12:00:00Z | 2026-03-01T12:01:00Z",
                "0 2 * * *        | 2026-03-01T01:59:59Z | 2026-03-01T02:00:00Z",
                "0 2 * * *        | 2026-03-01T02:00:00Z | 2026-03-02T02:00:00Z",
                "*/15 * * * *     | 2026-03-01T12:16:00Z | 2026-03-01T12:30:00Z",
                "5/20 * * * *     | 2026-03-01T12:26:00Z | 2026-03-01T12:45:00Z",
                "0 9-17/4 * * *   | 2026-03-01T09:00:00Z | 2026-03-01T13:00:00Z",
                "0,30 8,20 * * *  | 2026-03-01T08:30:00Z | 2026-03-01T20:00:00Z",
                "0 0 31 * *       | 2026-03-31T00:00:00Z | 2026-05-31T00:00:00Z",
                "0 0 29 2 *       | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 2 1       | 2026-03-01T00:00:00Z | 2027-02-01T00:00:00Z",
                "0 0 * FEB,nov *  | 2026-03-01T00:00:00Z | 2026-11-01T00:00:00Z",
                "0 0 * * MON      | 2026-03-01T00:00:00Z | 2026-03-02T00:00:00Z",
                "0 0 * * 0        | 2026-03-01T00:00:00Z | 2026-03-08T00:00:00Z",
                "0 0 * * 7        | 2026-03-01T00:00:00Z | 2026-03-08T00:00:00Z",
                "0 0 * * 5-7      | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z",
                "0 0 13 * FRI     | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z",
                "0 0 */2 * 1      | 2026-03-01T00:00:00Z | 2026-03-09T00:00:00Z",
                "59 23 31 12 *    | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z",
                "@hourly          | 2026-03-01T12:00:00Z | 2026-03-01T13:00:00Z",
                "@daily           | 2026-03-01T12:00:00Z | 2026-03-02T00:00:00Z",
                "@weekly          | 2026-03-02T12:00:00Z | 2026-03-08T00:00:00Z",
                "@monthly         | 2026-03-01T12:00:00Z | 2026-04-01T00:00:00Z",
                "@yearly          | 2026-03-01T12:00:00Z | 2027-01-01T00:00:00Z"
            })
    void knowsTheNextTime(String cron, Instant from, Instant next) {
        assertThat(Cron.parse(cron, UTC).after(from)).contains(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Clocks go from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
                "30 2 * * * | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z"
                        + " 2026-03-30T00:30:00Z",
                "*/30 2 * * * | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z"
                        + " 2026-03-30T00:00:00Z",
                "30 * * * * | Europe/Berlin | 2026-03-29T00:00:00Z | 2026-03-29T00:30:00Z"
                        + " 2026-03-29T01:30:00Z",
                "0 3 * * * | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z"
                        + " 2026-03-30T01:00:00Z",
                // And from 03:00 back to 02:00 on 25 October 2026, at 01:00 UTC.
                "30 2 * * * | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z"
                        + " 2026-10-26T01:30:00Z",
                "30 * * * * | Europe/Berlin | 2026-10-25T00:00:00Z | 2026-10-25T00:30:00Z"
                        + " 2026-10-25T01:30:00Z",
                "0 3 * * * | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T02:00:00Z"
                        + " 2026-10-26T02:00:00Z",
                // Half an hour, at 02:00 of 5 April 2026 back and of 4 October 2026 forward.
                "15 2 * * * | Australia/Lord_Howe | 2026-10-02T16:00:00Z | 2026-10-03T15:30:00Z"
                        + " 2026-10-04T15:15:00Z",
                "45 1 * * * | Australia/Lord_Howe | 2026-04-03T15:00:00Z | 2026-04-04T14:45:00Z"
                        + " 2026-04-05T15:15:00Z",
                // Samoa had no 30 December 2011.
                "0 12 * * * | Pacific/Apia | 2011-12-29T20:00:00Z | 2011-12-29T22:00:00Z"
                        + " 2011-12-30T10:00:00Z",
                "0 0 * * * | America/New_York | 2026-03-07T12:00:00Z | 2026-03-08T05:00:00Z"
                        + " 2026-03-09T04:00:00Z"
            })
    void comesOnceADayAndEveryHourWhereClocksAreChanged(
            String cron, String zone, Instant from, String expected) {
        Cron parsed = Cron.parse(cron, ZoneId.of(zone));
        List<String> found = new ArrayList<>();
        Optional<Instant> next = parsed.after(from);
        while (next.isPresent() && found.size() < 2) {
            found.add(next.get().toString());
            next = parsed.after(next.get());
        }
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *     | at character 1, the minute: 60 is not a number from 0 to 59",
                "0 24 * * *     | at character 3, the hour",
                "0 0 0 * *      | at character 5, the day of the month",
                "0 0 1 13 *     | at character 7, the month",
                "0 0 1 FOO *    | at character 7, the month: 'FOO' is no value",
                "0 0 * * 8      | at character 9, the day of the week",
                "0 0 * * 5-1    | a span begins with the smaller value",
                "*/0 * * * *    | at character 3, the minute: a step is 1 or more",
                "1,,2 * * * *   | at character 3, the minute: a value is missing",
                "0 0 L * *      | at character 5, the day of the month",
                "0 0 * *        | at character 8: the day of the week is missing",
                "0 0 1 * * *    | at character 11: there are five fields",
                "0 0 30 2 *     | no day of any year is such a day",
                "@never         | at character 1: there are @hourly"
            })
    void saysWhereAnExpressionIsWrong(String cron, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cron.parse(cron, UTC))
                .withMessageContaining(message);
    }
}
