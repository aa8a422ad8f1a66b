package io.grantway.vault.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.config.Secret;
import io.grantway.vault.VaultNotifyConfig;
import io.grantway.vault.notice.MailConfig.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeConfigTest {
    @Test
    void needsASecretForAWebhook() {
        assertThatThrownBy(() -> new VaultNotifyConfig("https://a.example/h", null, null))
                .hasMessageStartingWith("secret is missing");
        assertThatThrownBy(() -> new VaultNotifyConfig("https://a.example/h", Secret.of(""), null))
                .hasMessageStartingWith("secret is missing");
        assertThat(new VaultNotifyConfig("", Secret.of(""), null).webhook()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ftp://a.example/", "a.example", "https://user@a.example/"})
    void needsAnAddressOfHttpForAWebhook(String webhook) {
        assertThatThrownBy(() -> new VaultNotifyConfig(webhook, Secret.of("s"), null))
                .hasMessageStartingWith("webhook must be");
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS, 587", "TLS, 465", "NONE, 25"})
    void takesTheUsualPortOfEachEncryption(Tls tls, int port) {
        assertThat(
                        new MailConfig("smtp.example", null, tls, null, null, "a@b.example")
                                .portInForce())
                .isEqualTo(port);
    }

    @Test
    void sendsNoPasswordInTheClear() {
        assertThatThrownBy(() ->
                        new MailConfig(
                                "smtp.example", null, Tls.NONE, "u", Secret.of("p"), "a@b.example"))
                .hasMessageStartingWith("tls: none");
        assertThatThrownBy(() ->
                        new MailConfig("smtp.example", null, Tls.TLS, "u", null, "a@b.example"))
                .hasMessageStartingWith("username and password");
        assertThatThrownBy(
                        () -> new MailConfig("smtp.example", null, Tls.TLS, null, null, "nobody"))
                .hasMessageStartingWith("from must be");
    }
}
