package io.grantway.gateway;

import io.grantway.http.Outgoing;
import io.grantway.token.InternalTokens;
import io.grantway.token.Possession;
import io.grantway.token.TokenServers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What policies judge access tokens with.
public interface TokenMeans {
    /// The authorization servers of a workspace.
    ///
    /// @param names of them; empty for all
    TokenServers servers(String workspace, List<String> names);

    /// Checks who holds what a token is bound to; one for the process, since a proof counts once.
    Possession possession();

    /// Makes tokens for an upstream.
    ///
    /// @param server whose key signs; the first of our own, where empty
    /// @throws IllegalArgumentException where the workspace has no server of our own to sign
    InternalTokens internalTokens(
            String workspace, Optional<String> server, String audience, Duration lifetime);

    Outgoing outgoing();

    SecureRandom random();
}
