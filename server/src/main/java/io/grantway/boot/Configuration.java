package io.grantway.boot;

import io.grantway.authserver.UserConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import io.grantway.config.MappingFiles;
import io.grantway.gateway.ApiConfig;
import io.grantway.http.ListenersConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import io.grantway.services.ServicesConfig;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole configuration: the root of the YAML files.
public record Configuration(
        @Key(value = "Where the server listens.", or = "{}") ListenersConfig listeners,
        @Key(value = "How the server as a whole behaves.", or = "{}") ServerConfig server,
        @Key("Workspaces, each with its own APIs, consumers and users.")
                List<WorkspaceConfig> workspaces,
        @Key("Policies of the workspace `default`.") List<PolicySettings> policies,
        @Key("APIs of the workspace `default`.") List<ApiConfig> apis,
        @Key("Consumers of the workspace `default`.") List<ConsumerConfig> consumers,
        @Key("Users of the workspace `default`.") List<UserConfig> users,
        @Key("Authorization servers of the workspace `default`.")
                List<AuthorizationServerConfig> authorizationServers,
        @Key("Plans of the workspace `default`.") List<PlanConfig> plans,
        @Key("Security definitions of the workspace `default`.")
                List<SecurityDefinitionConfig> securityDefinitions,
        @Key("Connections of the workspace `default`.") List<ConnectionConfig> connections,
        @Key("Channels of the workspace `default`.") List<ChannelConfig> channels,
        @Key("Users' accounts at other providers, of the workspace `default`.")
                @Nullable VaultConfig vault,
        @Key("Providers of users' accounts, of the workspace `default`.")
                List<ProviderConfig> providers,
        @Key(
                        value =
                                "Where your own templates of providers are: `NAME.yaml`, with the"
                                        + " keys of an entry of `providers`.",
                        or = "providers")
                Path providersDirectory,
        @Key(
                        value =
                                "Calls that mean the same at each provider, of the workspace"
                                        + " `default`.",
                        example = "interfaces/photos.yaml")
                MappingFiles interfaces,
        @Key(value = "Services of your own, deployed while the server runs.", or = "{}")
                ServicesConfig services) {
    public static final String DEFAULT_WORKSPACE = "default";

    /// Every workspace, the one that needs no name first.
    public List<WorkspaceConfig> allWorkspaces() {
        List<WorkspaceConfig> all = new ArrayList<>();
        all.add(
                new WorkspaceConfig(
                        DEFAULT_WORKSPACE,
                        policies,
                        apis,
                        consumers,
                        users,
                        authorizationServers,
                        plans,
                        securityDefinitions,
                        connections,
                        channels,
                        vault,
                        providers,
                        interfaces));
        all.addAll(workspaces);
        return all;
    }
}
