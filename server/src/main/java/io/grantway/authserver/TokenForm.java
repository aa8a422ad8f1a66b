package io.grantway.authserver;

import io.grantway.authserver.BuiltInConfig.Format;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an access token is, and how long it and its refresh token live.
///
/// @param signer who signs it; empty for an opaque one
record TokenForm(Optional<Issuer> signer, Lifetimes lifetimes) {
    /// Of several APIs the strictest counts: opaque where one of them wants that, and the shortest
    /// life.
    ///
    /// @param audience that it is for
    static TokenForm of(Terms terms, List<String> audience) {
        return terms.place()
                .issuer()
                .map(issuer -> of(terms, issuer, audience))
                .orElseGet(() -> new TokenForm(Optional.empty(), terms.lifetimes()));
    }

    private static TokenForm of(Terms terms, Issuer issuer, List<String> audience) {
        BuiltInConfig config = issuer.config();
        List<ResourceConfig> special =
                config.resources().stream().filter(each -> audience.contains(each.name())).toList();
        boolean opaque =
                special.stream().anyMatch(each -> format(each, config) == Format.OPAQUE)
                        || (special.isEmpty() && config.accessTokens().format() == Format.OPAQUE);
        long seconds =
                special.stream()
                        .flatMap(each -> Optional.ofNullable(each.lifetime()).stream())
                        .mapToLong(Duration::toSeconds)
                        .min()
                        .orElse(terms.lifetimes().accessSeconds());
        return new TokenForm(
                opaque ? Optional.empty() : Optional.of(issuer),
                new Lifetimes(
                        seconds,
                        terms.lifetimes().refreshSeconds(),
                        terms.lifetimes().reuseRefreshToken(),
                        terms.lifetimes().refreshGrace()));
    }

    private static Format format(ResourceConfig resource, BuiltInConfig config) {
        Format own = resource.format();
        return own == null ? config.accessTokens().format() : own;
    }
}
