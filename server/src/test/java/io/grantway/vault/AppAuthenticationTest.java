package io.grantway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grantway.config.Secret;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppAuthenticationTest {
    private static final String PIXIE = "pixie-key-0123456789";

    private final AppAuthentication authentication =
            new AppAuthentication(() ->
                    VaultApps.of(
                            Map.of(
                                    "default",
                                    vault(
                                            app("printpixie", PIXIE),
                                            app("short", "only-15-letters"),
                                            app("empty", ""),
                                            app("keyless", null),
                                            app("one", "shared-by-two-apps")),
                                    "other",
                                    vault(app("two", "shared-by-two-apps")))));

    @Test
    void knowsAnAppByItsKey() {
        VaultApp app = authentication.app(Headers.of("Authorization", "bearer " + PIXIE));

        assertThat(app.name()).isEqualTo("printpixie");
        assertThat(app.workspace()).isEqualTo("default");
        assertThat(app.account("megan", "drive"))
                .isEqualTo(new AccountKey("default", "printpixie", "megan", "drive"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer pixie-key-0123456788",
                "Bearer only-15-letters",
                "Bearer ",
                "Bearer",
                "Basic pixie-key-0123456789",
                "pixie-key-0123456789",
                "Bearer shared-by-two-apps"
            })
    void refusesWhatIsNoAppsKey(String sent) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> authentication.app(Headers.of("Authorization", sent)))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.reason()).isEqualTo("key_unknown");
                    assertThat(refused.toResponse("r").headers().first("WWW-Authenticate"))
                            .contains("Bearer realm=\"vault\", error=\"invalid_token\"");
                });
    }

    @Test
    void refusesTwoKeysAtOnce() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        authentication.app(
                                Headers.of(
                                        "Authorization", "Bearer " + PIXIE,
                                        "Authorization", "Bearer " + PIXIE)));
    }

    @Test
    void saysHowToCallWhereThereIsNoKey() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> authentication.app(Headers.of()))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(401);
                    assertThat(refused.detail()).contains("Authorization: Bearer KEY");
                    assertThat(refused.toResponse("r").headers().first("WWW-Authenticate"))
                            .contains("Bearer realm=\"vault\"");
                });
    }

    private static VaultConfig vault(VaultAppConfig... apps) {
        return new VaultConfig(
                null, List.of(), List.of(apps), Duration.ofMinutes(30), Duration.ofDays(30), 1000);
    }

    private static VaultAppConfig app(String name, @Nullable String key) {
        return new VaultAppConfig(
                name, key == null ? null : Secret.of(key), List.of(), List.of(), null);
    }
}
