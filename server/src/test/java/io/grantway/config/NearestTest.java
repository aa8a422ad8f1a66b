package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN =
            List.of(
                    "upstream",
                    "routes",
                    "policies",
                    "tokenExpiration",
                    "enablePasswordGrant",
                    "to");

    @ParameterizedTest
    @CsvSource({
        "upstrem, upstream",
        "upsteram, upstream",
        "Upstream, upstream",
        "route, routes",
        "polices, policies",
        "token_expiration, tokenExpiration",
        "token-expiration, tokenExpiration",
        "enablePaswordGrants, enablePasswordGrant",
        "too, to"
    })
    void findsWhatWasMeant(String wanted, String meant) {
        assertThat(Nearest.to(wanted, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"timeout", "x", "''", "downstream", "ab", "policy-of-truth"})
    void findsNothingWhereNothingIsNear(String wanted) {
        assertThat(Nearest.to(wanted, KNOWN)).isEmpty();
    }

    @Test
    void takesTheNearestOfSeveralAndTheFirstOfEqualOnes() {
        assertThat(Nearest.to("scope", List.of("scoped", "scopes", "scope_"))).contains("scope_");
        assertThat(Nearest.to("scopeq", List.of("scopes", "scoped"))).contains("scopes");
    }
}
