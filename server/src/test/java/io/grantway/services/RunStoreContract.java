package io.grantway.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.services.FileJournal.Entry;
import io.grantway.services.FileJournal.State;
import io.grantway.services.RunStore.Outcome;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What channels rely on, whatever keeps it.
public interface RunStoreContract {
    Instant TWO = Instant.parse("2026-03-01T02:00:00Z");
    Instant THREE = Instant.parse("2026-03-01T03:00:00Z");

    RunStore runs();

    FileJournal files();

    @Test
    default void givesATimeToOneNodeOnly() {
        assertThat(runs().claim("a/nightly", TWO, "one", TWO)).isTrue();
        assertThat(runs().claim("a/nightly", TWO, "two", TWO)).isFalse();
        assertThat(runs().claim("b/nightly", TWO, "two", TWO)).isTrue();
        assertThat(runs().claim("a/nightly", THREE, "two", THREE)).isTrue();
    }

    @Test
    default void knowsTheLatestTimeOfAChannel() {
        assertThat(runs().last("a/nightly")).isEmpty();
        runs().claim("a/nightly", THREE, "one", THREE);
        runs().claim("a/nightly", TWO, "one", THREE);
        assertThat(runs().last("a/nightly")).contains(THREE);
    }

    @Test
    default void knowsWhatRunsUntilItHasFinished() {
        runs().claim("a/nightly", TWO, "one", TWO);
        assertThat(runs().isRunning("a/nightly", TWO)).isTrue();
        assertThat(runs().isRunning("a/nightly", TWO.plusMillis(1))).isFalse();
        assertThat(runs().isRunning("a/other", TWO)).isFalse();
        runs().finish("a/nightly", TWO, Outcome.FAILED, THREE);
        assertThat(runs().isRunning("a/nightly", TWO)).isFalse();
    }

    @Test
    default void forgetsOldTimesButTheLatest() {
        runs().claim("a/nightly", TWO, "one", TWO);
        runs().claim("a/nightly", THREE, "one", TWO);
        runs().claim("a/other", TWO, "one", TWO);
        runs().forget(THREE.plusSeconds(1));
        assertThat(runs().last("a/nightly")).contains(THREE);
        assertThat(runs().last("a/other")).contains(TWO);
        assertThat(runs().claim("a/nightly", TWO, "one", TWO)).isTrue();
    }

    @Test
    default void keepsHowFarAFileHasCome() {
        UUID id = new UUID(1, 2);
        Entry running = new Entry(id, "a/in", "one", "x.csv", State.RUNNING, "", "", TWO);
        Entry failed = running.to(State.FAILED, "/rejected/x.csv", "row 3");
        files().keep(running);
        files().keep(failed);
        assertThat(files().of("a/in", "one")).containsExactly(failed);
        assertThat(files().of("a/in", "two")).isEmpty();
        files().forget(id);
        assertThat(files().of("a/in", "one")).isEmpty();
    }
}
