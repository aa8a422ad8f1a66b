package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.UserConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.catalog.WorkspaceName;
import io.grantway.config.Key;
import io.grantway.config.MappingFiles;
import io.grantway.gateway.ApiConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultConfig;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A workspace: objects whose names, ids and tokens mean nothing in another one.
public record WorkspaceConfig(
        @Key(
                        value =
                                "Letters, digits, `-`, `_` and `.`; part of the admin API's"
                                        + " addresses.",
                        example = "Sample")
                String name,
        @Key("What every call of every API is put through, in this order.")
                List<PolicySettings> policies,
        @Key("The APIs that are offered.") List<ApiConfig> apis,
        @Key("Who may call them.") List<ConsumerConfig> consumers,
        @Key("End users who can log in at the pages of this server.") List<UserConfig> users,
        @Key("The authorization servers whose tokens count here.")
                List<AuthorizationServerConfig> authorizationServers,
        @Key("How much of an API an application may use that has subscribed to it.")
                List<PlanConfig> plans,
        @Key("How calls prove themselves: of connections to others, of others to channels.")
                List<SecurityDefinitionConfig> securityDefinitions,
        @Key("APIs of others that services call.") List<ConnectionConfig> connections,
        @Key("What calls services.") List<ChannelConfig> channels,
        @Key("Users' accounts at other providers.") @Nullable VaultConfig vault,
        @Key("Where users have those accounts.") List<ProviderConfig> providers,
        @Key(
                        value =
                                "Calls that mean the same at each provider, as a mapping, or as"
                                        + " files that hold one.",
                        example = "interfaces/photos.yaml")
                MappingFiles interfaces) {
    public WorkspaceConfig {
        WorkspaceName.mistake(name)
                .ifPresent(mistake -> {
                    throw new IllegalArgumentException("name " + mistake);
                });
    }

    /// One of them, where there is one of that name.
    List<BuiltInConfig> builtInServers(String name) {
        return authorizationServers.stream()
                .filter(server -> server.name().equals(name))
                .map(AuthorizationServerConfig::builtIn)
                .filter(Objects::nonNull)
                .toList();
    }

    /// Our own authorization servers.
    public List<BuiltInConfig> builtInServers() {
        return authorizationServers.stream()
                .map(AuthorizationServerConfig::builtIn)
                .filter(Objects::nonNull)
                .toList();
    }
}
