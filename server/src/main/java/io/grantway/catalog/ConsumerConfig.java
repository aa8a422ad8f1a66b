package io.grantway.catalog;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A consumer: the party behind one or more applications.
public record ConsumerConfig(
        @Key(
                        value = "Unique in the workspace; sent upstream as `X-Consumer-Username`.",
                        example = "ClientApp")
                String username,
        @Key("Your own id for it; sent upstream as `X-Consumer-Custom-ID`.")
                @Nullable String customId,
        @Key("Its applications.") List<ApplicationConfig> applications,
        @Key(value = "Its API keys, for `requireKey`.", example = "['${env:ACME_KEY}']")
                List<KeyConfig> keys,
        @Key("Its user names and passwords, for `requirePassword`.") List<PasswordConfig> passwords,
        @Key("The keys by which it signs tokens of its own, for `requireJwt`.")
                List<JwtConfig> jwtKeys,
        @Key(value = "The groups it belongs to, for `requireGroup`.", example = "[gold]")
                List<GroupConfig> groups,
        @Key(
                        "What its calls are put through instead of what their route says:"
                                + " `limitRate`, `answer` or `correlate`.")
                List<PolicySettings> policies) {
    /// A consumer of which nothing but its names is told.
    public static ConsumerConfig named(String username, @Nullable String customId) {
        return new ConsumerConfig(
                username, customId, List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of());
    }
}
