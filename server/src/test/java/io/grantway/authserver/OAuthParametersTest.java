package io.grantway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthParametersTest {
    private static OAuthParameters of(String query) {
        return OAuthParameters.of(Parameters.parse(query));
    }

    /// Two readers could choose different ones.
    @ParameterizedTest
    @ValueSource(
            strings = {"state=a&state=b", "state=&state=b", "state=b&state=", "state=a&state=a"})
    void tellsThatAParameterCameTwiceEvenWhereOneIsEmpty(String query) {
        assertThat(of(query).repeated()).contains("state");
        assertThat(of(query).text("state")).isEmpty();
    }

    @Test
    void takesAParameterWithoutAValueForNone() {
        assertThat(of("state=").text("state")).isEmpty();
        assertThat(of("state=").repeated()).isEmpty();
    }

    @Test
    void takesSeveralApis() {
        assertThat(of("resource=a&resource=b").texts("resource")).isEqualTo(List.of("a", "b"));
        assertThat(of("resource=a&resource=b").repeated()).isEmpty();
    }
}
