package io.grantway.boot;

import io.grantway.analytics.AnalyticsConfig;
import io.grantway.authserver.PagesConfig;
import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import io.grantway.http.HttpLimits;
import io.grantway.http.OutgoingConfig;
import io.grantway.http.TlsConfig;
import io.grantway.http.TrustedProxies;
import io.grantway.store.StoreConfig;
import io.grantway.telemetry.TelemetryConfig;
import io.grantway.vault.notice.MailConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the server as a whole behaves.
public record ServerConfig(
        @Key("The certificate of the HTTPS listeners; one for localhost is made where absent.")
                @Nullable TlsConfig tls,
        @Key(value = "What is taken from a client before it is refused.", or = "{}")
                HttpLimits limits,
        @Key(
                        value =
                                "Networks whose `Forwarded` and `X-Forwarded-*` fields, and request"
                                        + " ids, are believed.",
                        example = "[10.0.0.0/8]")
                List<String> trustedProxies,
        @Key(
                        value =
                                "Memory for what was found of access tokens, about; with `0` each"
                                        + " call has its token judged anew.",
                        or = "48MiB")
                ByteSize rememberedTokens,
        @Key(value = "Requests of its own to other hosts.", or = "{}") OutgoingConfig outgoing,
        @Key(value = "Logs and metrics.", or = "{}") TelemetryConfig telemetry,
        @Key(value = "Figures of calls and tokens.", or = "{}") AnalyticsConfig analytics,
        @Key("The mail server that notices go out by.") @Nullable MailConfig mail,
        @Key(value = "How the login and consent pages look.", or = "{}") PagesConfig pages,
        @Key(
                        value =
                                "Where is kept what is made while it runs. In force from the next"
                                        + " start.",
                        or = "{}")
                StoreConfig store) {
    public ServerConfig {
        TrustedProxies.of(trustedProxies);
    }
}
