package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private final AtomicLong now = new AtomicLong(1);
    private final Circuit circuit = new Circuit(2, 100, now::get);

    @Test
    void opensAfterFailuresInARow() {
        circuit.failed();
        circuit.succeeded();
        circuit.failed();
        assertThat(circuit.admits()).isTrue();
        circuit.failed();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void letsOneCallTryWhenItsTimeIsOver() {
        open();
        now.set(101);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void closesWhenTheTrialSucceeds() {
        open();
        now.set(101);
        assertThat(circuit.admits()).isTrue();
        circuit.succeeded();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void staysOpenAsLongAgainWhenTheTrialFails() {
        open();
        now.set(101);
        assertThat(circuit.admits()).isTrue();
        circuit.failed();
        now.set(200);
        assertThat(circuit.admits()).isFalse();
        now.set(201);
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void letsAnotherTryWhenATrialNeverSaidHowItWent() {
        open();
        now.set(101);
        assertThat(circuit.admits()).isTrue();
        now.set(201);
        assertThat(circuit.admits()).isTrue();
    }

    private void open() {
        circuit.failed();
        circuit.failed();
    }
}
