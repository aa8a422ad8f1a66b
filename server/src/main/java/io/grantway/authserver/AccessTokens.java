package io.grantway.authserver;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenHash;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The tokens that a server has issued and that are good now: kept ones by their record, signed
/// ones by their signature. May block.
public final class AccessTokens {
    private final Supplier<Catalog> catalog;
    private final TokenStore tokens;
    private final LiveTokens live;
    private final EarlyEnds ends;
    private final InstantSource clock;

    AccessTokens(
            Supplier<Catalog> catalog,
            TokenStore tokens,
            LiveTokens live,
            EarlyEnds ends,
            InstantSource clock) {
        this.catalog = catalog;
        this.tokens = tokens;
        this.live = live;
        this.ends = ends;
        this.clock = clock;
    }

    /// A token that was good.
    ///
    /// @param clients that there were then
    public record Found(TokenHash hash, AccessToken access, Catalog clients) {}

    /// What an access token of a server stands for, where it is good and its client is still there.
    public Optional<AccessToken> find(Terms terms, String token) {
        return look(terms, token).map(Found::access);
    }

    /// The same, to be asked about again by [#isStillGood].
    public Optional<Found> look(Terms terms, String token) {
        Catalog clients = catalog.get();
        TokenHash hash = TokenHash.of(token);
        return access(terms, token, hash).map(access -> new Found(hash, access, clients));
    }

    /// Whether a token is as good as it was, as far as that can be told at once; where not, look
    /// again. Never blocks.
    public boolean isStillGood(Terms terms, Found found) {
        return found.access().expiresAt().isAfter(clock.instant())
                && catalog.get().equals(found.clients())
                && (live.remembers(found.hash())
                        || terms.place()
                                .issuer()
                                .filter(issuer -> issuer.remembers(found.hash()))
                                .isPresent())
                && !ends.denied().isDenied(found.hash());
    }

    private Optional<AccessToken> access(Terms terms, String token, TokenHash hash) {
        Optional<AccessToken> found =
                terms.place()
                        .issuer()
                        .filter(_ -> isSigned(token))
                        .map(issuer -> signed(terms, issuer, token, hash))
                        .orElseGet(() -> live.find(hash, token));
        return found.filter(it -> accepted(terms, it))
                .filter(it -> it.expiresAt().isAfter(clock.instant()))
                .filter(it -> client(it).isPresent());
    }

    /// An opaque one is letters and digits.
    private static boolean isSigned(String token) {
        return token.indexOf('.') >= 0;
    }

    private Optional<AccessToken> signed(Terms terms, Issuer issuer, String token, TokenHash hash) {
        return issuer.read(token, hash, terms.place(), catalog.get())
                .filter(_ -> !ends.denied().isDenied(hash));
    }

    /// What the access token of a refresh token stood for, where that can be used.
    public Optional<AccessToken> findRefreshable(Terms terms, String refreshToken) {
        return held(terms, refreshToken).map(IssuedToken::access);
    }

    private Optional<IssuedToken> held(Terms terms, String refreshToken) {
        return tokens.findByRefreshToken(TokenHash.of(refreshToken))
                .filter(held -> accepted(terms, held.access()));
    }

    private static boolean accepted(Terms terms, AccessToken token) {
        return terms.place().accepts(token.workspace(), token.audience());
    }

    public Optional<Client> client(AccessToken token) {
        return catalog.get().client(token.client());
    }

    /// Ends a token (RFC 7009 §2.1): a refresh token with everything that its authorization gave.
    /// Does nothing where there is none.
    ///
    /// @throws OAuthRefusal where it is another client's
    public void revoke(Terms terms, String token, Client client) {
        Optional<IssuedToken> refresh = held(terms, token);
        if (refresh.isPresent()) {
            requireOwn(refresh.get().access(), client);
            tokens.revokeFamily(refresh.get().family()).forEach(hash -> ends.end(terms, hash));
            return;
        }
        TokenHash hash = TokenHash.of(token);
        find(terms, token)
                .ifPresent(access -> {
                    requireOwn(access, client);
                    tokens.delete(access.workspace(), access.id());
                    ends.end(terms, hash);
                });
    }

    private static void requireOwn(AccessToken token, Client client) {
        if (!token.client().equals(client.id())) {
            throw new OAuthRefusal(Refusal.TOKEN_OF_ANOTHER_CLIENT)
                    .because("client " + client.clientId() + " gives up another client's token");
        }
    }
}
