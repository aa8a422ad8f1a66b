package io.grantway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void takesTheNextPortWhereTheUsualOneIsTakenAndSaysSo() throws Exception {
        Ports before = Ports.usualOrNext();
        try (var _ = new ServerSocket(before.gatewayHttps(), 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.usualOrNext();
            assertThat(ports.gatewayHttps()).isGreaterThan(before.gatewayHttps());
            assertThat(ports.differences())
                    .contains("port 8443 is taken: HTTPS is at " + ports.gatewayHttps());
        }
    }

    @Test
    void givesEachListenerAPortOfItsOwn() {
        Ports ports = Ports.usualOrNext();
        assertThat(
                        new int[] {
                            ports.sampleApi(),
                            ports.gatewayHttps(),
                            ports.gatewayHttp(),
                            ports.adminHttps(),
                            ports.adminHttp()
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void saysNothingOfPortsThatTheSystemChooses() {
        assertThat(Ports.ANY.differences()).isEmpty();
    }
}
