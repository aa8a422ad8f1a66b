package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.OutgoingRequest.Trust;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingRuleTest {
    private static final URI HTTPS = URI.create("https://client.example/jwks");

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "2606:4700::1111", "172.32.0.1", "100.128.0.1"})
    void opensPublicAddressesOverHttpsToEverybody(String address) {
        assertThat(opens(OutgoingRule.PUBLIC_ONLY, HTTPS, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "fec0::1",
            })
    void keepsStrangersOutOfWhatIsNotPublic(String address) {
        assertThat(opens(OutgoingRule.PUBLIC_ONLY, HTTPS, address)).isFalse();
    }

    @Test
    void keepsStrangersOffPlainHttp() {
        assertThat(opens(OutgoingRule.PUBLIC_ONLY, URI.create("http://client.example"), "8.8.8.8"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "keys.internal, https://keys.internal/, 10.0.0.1, true",
        "keys.internal, https://KEYS.internal:8443/, 10.0.0.1, true",
        "keys.internal, http://keys.internal/, 10.0.0.1, false",
        "keys.internal, https://other.internal/, 10.0.0.1, false",
        "keys.internal:8443, https://keys.internal:8443/, 10.0.0.1, true",
        "keys.internal:8443, https://keys.internal/, 10.0.0.1, false",
        "http://keys.internal:80, http://keys.internal/, 10.0.0.1, true",
        "http://keys.internal, https://keys.internal/, 10.0.0.1, true",
        "*.corp.example, https://a.corp.example/, 10.0.0.1, true",
        "*.corp.example, https://corp.example/, 10.0.0.1, false",
        "*.corp.example, https://evilcorp.example/, 10.0.0.1, false",
        "10.1.0.0/16, https://any.example/, 10.1.2.3, true",
        "10.1.0.0/16, https://any.example/, 10.2.2.3, false",
        "10.1.0.0/16, http://any.example/, 10.1.2.3, false",
        "http://10.1.0.0/16, http://any.example/, 10.1.2.3, true",
        "127.0.0.1:8180, https://localhost:8180/, 127.0.0.1, true",
        "127.0.0.1:8180, https://localhost:8181/, 127.0.0.1, false",
        "::1, https://localhost/, ::1, true",
        "[::1]:8180, https://localhost:8180/, ::1, true",
    })
    void opensWhatTheOperatorNames(String entry, URI uri, String address, boolean open) {
        assertThat(opens(OutgoingRule.opening(List.of(entry)), uri, address)).isEqualTo(open);
    }

    @Test
    void leavesTheOperatorsOwnAddressesToTheOperator() {
        URI local = URI.create("http://127.0.0.1:8180/realms/partners");
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");

        assertThat(OutgoingRule.PUBLIC_ONLY.opens(local, Trust.CONFIGURED, loopback)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://client.example/",
                "https:///path",
                "https://user:word@client.example/",
                "mailto:a@b.example",
                "relative"
            })
    void refusesWhatIsNoAddressOfHttp(String uri) {
        assertThat(OutgoingRule.PUBLIC_ONLY.refusal(URI.create(uri))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "a b",
                "host:0",
                "host:70000",
                "host:",
                "10.0.0.0/40",
                "https://a/b",
                "ftp://host",
                "host/path"
            })
    void namesTheEntryThatIsWrong(String entry) {
        assertThatThrownBy(() -> new OutgoingConfig(List.of("good.example", entry), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    private static boolean opens(OutgoingRule rule, URI uri, String address) {
        return rule.opens(uri, Trust.FOREIGN, InetAddress.ofLiteral(address));
    }
}
