package io.grantway.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What locks rely on, whatever keeps them.
@NullMarked
public interface LeasesContract {
    Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    Instant END = NOW.plusSeconds(60);

    Leases leases();

    @Test
    default void givesALeaseToOneHolderOnly() {
        assertThat(leases().take("a", "one", NOW, END)).isPresent();
        assertThat(leases().take("a", "two", NOW, END)).isEmpty();
        assertThat(leases().take("a", "one", NOW, END)).isEmpty();
        assertThat(leases().take("b", "two", NOW, END)).isPresent();
    }

    @Test
    default void givesALeaseAgainWhenItsTimeIsOverWithALargerNumber() {
        long first = leases().take("a", "one", NOW, END).orElseThrow();
        assertThat(leases().take("a", "two", END.minusMillis(1), END.plusSeconds(9))).isEmpty();
        assertThat(leases().take("a", "two", END, END.plusSeconds(9)).orElseThrow())
                .isGreaterThan(first);
    }

    @Test
    default void givesALeaseAgainThatWasGivenBackWithALargerNumber() {
        long first = leases().take("a", "one", NOW, END).orElseThrow();
        leases().release("a", "one");
        assertThat(leases().take("a", "two", NOW, END).orElseThrow()).isGreaterThan(first);
    }

    @Test
    default void takesALeaseBackFromItsHolderOnly() {
        leases().take("a", "one", NOW, END);
        leases().release("a", "two");
        assertThat(leases().take("a", "two", NOW, END)).isEmpty();
    }

    @Test
    default void lengthensALeaseThatIsStillHeld() {
        leases().take("a", "one", NOW, END);
        assertThat(leases().lengthen("a", "two", NOW, END.plusSeconds(60))).isFalse();
        assertThat(leases().lengthen("a", "one", NOW, END.plusSeconds(60))).isTrue();
        assertThat(leases().take("a", "two", END, END.plusSeconds(90))).isEmpty();
        assertThat(leases().lengthen("a", "one", END.plusSeconds(60), END.plusSeconds(90)))
                .isFalse();
    }
}
