package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAddressTest {
    private static ApiAddress of(String template, Map<String, String> account) {
        return ApiAddress.of(new Template(template), Map.of("region", "eu"), account);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/, https://api.example/v1, false",
        "https://{shop}.example, https://my-shop.example, true",
        "https://{region}.example/x, https://eu.example/x, false",
        "https://api.example/{realm}/x, https://api.example/r-1/x, false",
        "{instance}, https://na1.example/base, true",
        "{instance}/services, https://na1.example/base/services, true",
    })
    void fillsTheAddress(String template, String address, boolean foreign) {
        ApiAddress filled =
                of(
                        template,
                        Map.of(
                                "shop", "my-shop",
                                "realm", "r-1",
                                "instance", "https://na1.example/base"));

        assertThat(filled.uri()).hasToString(address);
        assertThat(filled.foreign()).isEqualTo(foreign);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example/",
                "evil.example#",
                "evil.example?",
                "u@evil.example",
                "a\\b",
                "a:b@c",
                ".",
                "a.",
                "",
                "a b",
                "a\r\nX: y",
                "[::1]",
                "a%2eb"
            })
    void refusesAValueThatChoosesAnotherHost(String shop) {
        assertThatThrownBy(() -> of("https://{shop}.example", Map.of("shop", shop)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "../x", "a?b", "a#b", "a%2fb", "", "/x", "a\\b", "."})
    void refusesAValueThatLeavesThePath(String realm) {
        assertThatThrownBy(() -> of("https://a.example/{realm}/x", Map.of("realm", realm)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("realm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a.example", "https://u:p@a.example", "https://a.example?x", "file:///etc",
                "https://a.example#x", "a.example", "https://", "https://a.example/../x"
            })
    void refusesAWholeAddressThatIsNone(String instance) {
        assertThatThrownBy(() -> of("{instance}", Map.of("instance", instance)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(instance);
    }

    @Test
    void saysWhichPlaceHasNoValue() {
        assertThatThrownBy(() -> of("https://{shop}.example", Map.of()))
                .hasMessage("{shop} has no value yet");
    }

    @Test
    void takesAnAccountThatSaysWhatTheProviderSaidForForeign() {
        assertThat(of("https://{region}.example", Map.of("region", "us")).foreign()).isTrue();
    }
}
