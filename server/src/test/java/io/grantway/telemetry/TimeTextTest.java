package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    private final TimeText times = new TimeText();

    private String of(String time) {
        StringBuilder out = new StringBuilder();
        times.append(out, Instant.parse(time).toEpochMilli());
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00.000Z",
        "2026-03-01T12:00:00.007Z, 2026-03-01T12:00:00.007Z",
        "2026-12-31T23:59:59.999Z, 2026-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.250Z, 1969-12-31T23:59:59.250Z"
    })
    void writesMillisecondsAlways(String time, String text) {
        assertThat(of(time)).isEqualTo(text);
    }

    @Test
    void noticesThatTheSecondHasChanged() {
        assertThat(of("2026-03-01T12:00:00.999Z")).isEqualTo("2026-03-01T12:00:00.999Z");
        assertThat(of("2026-03-01T12:00:01Z")).isEqualTo("2026-03-01T12:00:01.000Z");
        assertThat(of("2026-03-01T12:00:00Z")).isEqualTo("2026-03-01T12:00:00.000Z");
    }
}
