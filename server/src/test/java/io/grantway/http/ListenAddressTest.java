package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @Test
    void readsHostAndPort() {
        assertThat(ListenAddress.parse("0.0.0.0:8443"))
                .contains(new ListenAddress("0.0.0.0", 8443));
        assertThat(ListenAddress.parse("[::1]:0")).contains(new ListenAddress("::1", 0));
        assertThat(ListenAddress.parse("off")).isEmpty();
        assertThat(new ListenAddress("::1", 1)).hasToString("[::1]:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8443", ":8443", "a:", "a:b", "a:70000", "a:-1", "::1:80", "OFF"})
    void saysHowAnAddressIsWritten(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0:8443");
    }
}
