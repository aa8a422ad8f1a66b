package io.grantway.boot;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.boot.registry.Union;
import io.grantway.catalog.Catalog;
import io.grantway.gateway.ProtectedResources;
import io.grantway.gateway.RouteTable;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.outbound.Connections;
import io.grantway.outbound.ForwardedConnection;
import io.grantway.services.Channels;
import io.grantway.vault.Providers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Everything that the configuration in force comes to, compiled; swapped whole.
///
/// @param users those that the configuration declares, by workspace; knows every workspace
/// @param resources what is published of APIs that need access tokens
/// @param issuers the authorization servers of our own
/// @param tokenServers the authorization servers whose tokens count
/// @param upstreams by API, kept from one snapshot to the next where unchanged
/// @param channels what calls services, kept in the same way
/// @param connections to APIs of others, each kept in the same way
/// @param providers of users' accounts
/// @param vaults which keep those
record Snapshot(
        Union union,
        Catalog catalog,
        RouteTable routes,
        ProtectedResources resources,
        DeclaredUsers users,
        Issuers issuers,
        TokenServerSet tokenServers,
        Map<UUID, LiveUpstream> upstreams,
        Channels.Prepared channels,
        Connections connections,
        Providers providers,
        Vaults vaults) {

    /// The upstream of one API, and its health checks where it has any.
    ///
    /// @param connection that it is; empty where it is none
    record LiveUpstream(
            UpstreamConfig config,
            Optional<ForwardedConnection> connection,
            Upstream upstream,
            AutoCloseable checks) {}
}
