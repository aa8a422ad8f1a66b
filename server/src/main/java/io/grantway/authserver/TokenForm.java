package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.catalog.ClientMetadata;
import io.grantway.oauth.TokenFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an access token is, and how long it and its refresh token live.
///
/// @param signer who signs it; empty for an opaque one
record TokenForm(Optional<Issuer> signer, Lifetimes lifetimes) {
    /// Of several APIs, and of them and the client, the strictest counts: opaque where one of them
    /// wants that, and the shortest life. A client may have signed ones where the server's are
    /// opaque, but not for an API that wants them so.
    ///
    /// @param audience that it is for
    static TokenForm of(Terms terms, Client client, List<String> audience) {
        return terms.place()
                .issuer()
                .map(issuer -> of(terms, issuer, client.metadata(), audience))
                .orElseGet(() -> new TokenForm(Optional.empty(), terms.lifetimes()));
    }

    private static TokenForm of(
            Terms terms, Issuer issuer, ClientMetadata client, List<String> audience) {
        BuiltInConfig config = issuer.config();
        List<ResourceConfig> special =
                config.resources().stream().filter(each -> audience.contains(each.name())).toList();
        boolean opaque =
                special.stream().anyMatch(each -> format(each, config) == TokenFormat.OPAQUE)
                        || client.accessTokenFormat() == TokenFormat.OPAQUE
                        || (special.isEmpty()
                                && client.accessTokenFormat() == null
                                && config.accessTokens().format() == TokenFormat.OPAQUE);
        long seconds =
                special.stream()
                        .flatMap(each -> Optional.ofNullable(each.lifetime()).stream())
                        .mapToLong(Duration::toSeconds)
                        .min()
                        .orElse(terms.lifetimes().accessSeconds());
        return new TokenForm(
                opaque ? Optional.empty() : Optional.of(issuer),
                new Lifetimes(
                        shorter(seconds, client.accessTokenLifetime()),
                        shorter(terms.lifetimes().refreshSeconds(), client.refreshTokenLifetime()),
                        terms.lifetimes().reuseRefreshToken(),
                        terms.lifetimes().refreshGrace()));
    }

    /// Never longer than the server's.
    private static long shorter(long seconds, @Nullable Duration clients) {
        return clients == null ? seconds : Math.min(seconds, clients.toSeconds());
    }

    private static TokenFormat format(ResourceConfig resource, BuiltInConfig config) {
        TokenFormat own = resource.format();
        return own == null ? config.accessTokens().format() : own;
    }
}
