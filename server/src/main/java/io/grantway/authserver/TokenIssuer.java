package io.grantway.authserver;

import io.grantway.authserver.AuthorizationCode.Grantee;
import io.grantway.catalog.Client;
import io.grantway.http.CallRecord;
import io.grantway.http.Json;
import io.grantway.http.TokenUse;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Makes tokens and codes and stores their hashes. What it returned is on disk.
final class TokenIssuer {
    private final TokenStore tokens;
    private final CodeStore codes;
    private final Replays replays;
    private final EarlyEnds ends;
    private final RandomText random;
    private final InstantSource clock;

    TokenIssuer(
            TokenStore tokens,
            CodeStore codes,
            Replays replays,
            EarlyEnds ends,
            SecureRandom random,
            InstantSource clock) {
        this.tokens = tokens;
        this.codes = codes;
        this.replays = replays;
        this.ends = ends;
        this.random = new RandomText(random);
        this.clock = clock;
    }

    /// What somebody gets of what was granted.
    ///
    /// @param granted the most that refreshes may give
    /// @param given what the access token stands for
    /// @param until the longest that the access token may live
    record Share(
            Optional<String> subject, Authority granted, Authority given, Optional<Instant> until) {
        /// All of it.
        Share(Optional<String> subject, Authority granted) {
            this(subject, granted, granted, Optional.empty());
        }

        Instant expiry(Instant expiry) {
            return until.filter(expiry::isAfter).orElse(expiry);
        }

        /// What only a refresh token still knows of.
        Optional<Authority> unused() {
            return Optional.of(granted).filter(all -> !all.equals(given));
        }
    }

    /// A token with its record.
    private record Minted(FreshToken token, IssuedToken stored, boolean signed) {}

    /// Gives a client its share of what it is entitled to.
    FreshToken issue(TokenRequest request, Entitlement entitlement, Share share) {
        return switch (entitlement) {
            case Entitlement.Fresh(_, _, _, var refreshable, _) ->
                    first(request, refreshable, share);
            case Entitlement.ByCode(var code) -> redeem(request, code, share);
            case Entitlement.ByRefresh(var held) -> renew(request, held, share);
        };
    }

    /// The access token of the implicit grant (RFC 6749 §4.2.2), which never has a refresh token.
    FreshToken implicit(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        Terms terms = request.terms();
        Instant now = now();
        TokenClaims claims =
                terms.resources().granted(claims(request, authentication), request.scopes());
        Share share = new Share(Optional.of(subject), new Authority(request.scopes(), claims));
        Minted minted = mint(terms, request.client(), share, random.id(now), Optional.empty(), now);
        tokens.save(minted.stored());
        CallRecord.current()
                .usesToken(
                        terms.place().use(TokenUse.Event.ISSUED, request.client().application()));
        return minted.token();
    }

    /// The ID token of an answer that travels through the browser (OpenID Connect Core §3.2.2.10,
    /// §3.3.2.11).
    ///
    /// @param bound by the name of its claim, what comes with it in the same answer
    String idToken(
            AuthorizationRequest request,
            String subject,
            Authentication authentication,
            Map<String, String> bound) {
        Terms terms = request.terms();
        Issuer issuer = terms.place().issuer().orElseThrow();
        ObjectNode more = issuer.about(terms.place().workspace(), subject, request.scopes());
        // Where there will be no access token, there is no other place to tell it (§5.4).
        if (request.responseType() != ResponseType.ID_TOKEN) {
            more.retain(request.claims().inIdToken());
        }
        bound.forEach((claim, value) -> more.put(claim, issuer.leftHalf(value)));
        return issuer.idToken(
                subject, request.client(), authentication, request.nonce(), more, now());
    }

    /// A code for what a user has agreed to (§4.1.2).
    ///
    /// @param authentication of the user, where this server saw it
    String code(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        Terms terms = request.terms();
        Instant now = now();
        String code = random.token();
        // The API itself even where its tokens are global: a code is redeemed where it was given.
        Grantee grantee =
                new Grantee(
                        terms.place().workspace(),
                        Optional.of(terms.place().id()),
                        request.client().id(),
                        Optional.of(subject),
                        request.scopes(),
                        claims(request, authentication));
        codes.save(
                new AuthorizationCode(
                        TokenHash.of(code),
                        grantee,
                        request.redirectUri(),
                        request.challenge(),
                        random.id(now),
                        now.plus(ProfileRules.of(terms, request.client()).codeLife()),
                        request.nonce()));
        return code;
    }

    /// What the tokens of a code say, where they have an issuer who says it.
    private static TokenClaims claims(
            AuthorizationRequest request, Optional<Authentication> authentication) {
        return request.terms().place().issuer().isEmpty()
                ? TokenClaims.NONE
                : authentication
                        .map(each -> each.claims(request.claims()))
                        .orElse(request.claims());
    }

    private FreshToken first(TokenRequest request, boolean refreshable, Share share) {
        Instant now = now();
        Optional<String> refresh = refreshable ? newRefresh(request) : Optional.empty();
        Minted minted =
                mint(request.terms(), request.client(), share, random.id(now), refresh, now);
        // One that proves itself and cannot be renewed needs no record, unless its user may end it.
        boolean endable = Authentication.of(minted.stored().access().claims()).isPresent();
        if (refresh.isPresent() || !minted.signed() || endable) {
            tokens.save(minted.stored());
        }
        return minted.token().with(idToken(request, share, Optional.empty(), now));
    }

    private FreshToken redeem(TokenRequest request, AuthorizationCode code, Share share) {
        Terms terms = request.terms();
        Instant now = now();
        Minted minted =
                mint(terms, request.client(), share, code.family(), newRefresh(request), now);
        if (!codes.redeem(code, minted.stored())) {
            replays.spent(terms, code.hash());
            throw new OAuthRefusal(Refusal.CODE_UNKNOWN)
                    .because("another request used the code up at the same moment");
        }
        return minted.token().with(idToken(request, share, code.nonce(), now));
    }

    private FreshToken renew(TokenRequest request, IssuedToken held, Share share) {
        Terms terms = request.terms();
        Instant now = now();
        boolean kept = terms.lifetimes().reuseRefreshToken();
        Optional<String> refresh =
                kept ? request.parameters().text("refresh_token") : newRefresh(request);
        Minted minted =
                mint(
                        terms,
                        request.client(),
                        share,
                        held.family(),
                        terms.lifetimes().expire() ? refresh : Optional.empty(),
                        now);
        IssuedToken successor = kept ? inPlace(held, minted.stored()) : minted.stored();
        if (!tokens.replace(held, successor)) {
            return overtaken(request, held, share);
        }
        ends.replaced(held.accessHash());
        return minted.token().with(idToken(request, share, Optional.empty(), now));
    }

    /// Another request used the refresh token at the same moment: this one comes after it where the
    /// token may be used again, and too late otherwise.
    private FreshToken overtaken(TokenRequest request, IssuedToken held, Share share) {
        Optional<IssuedToken> now = held.refreshHash().flatMap(tokens::findByRefreshToken);
        if (now.isPresent() && request.terms().lifetimes().reuseRefreshToken()) {
            return renew(request, now.get(), share);
        }
        held.refreshHash().ifPresent(hash -> replays.spent(request.terms(), hash));
        throw new OAuthRefusal(Refusal.REFRESH_TOKEN_UNKNOWN)
                .because("another request used the refresh token at the same moment");
    }

    private Optional<String> newRefresh(TokenRequest request) {
        boolean renewable =
                request.terms().lifetimes().expire()
                        && request.terms().grants().contains(GrantType.REFRESH_TOKEN)
                        && request.client().metadata().allows(GrantType.REFRESH_TOKEN);
        return renewable ? Optional.of(random.token()) : Optional.empty();
    }

    /// What tells an OpenID Connect client who the user is (OpenID Connect Core §3.1.3.3, §12.2).
    private static Optional<String> idToken(
            TokenRequest request, Share share, Optional<String> nonce, Instant now) {
        return request.terms()
                .place()
                .issuer()
                .filter(_ -> share.given().scopes().contains("openid"))
                .flatMap(issuer ->
                        Authentication.of(share.given().claims())
                                .map(authentication ->
                                        issuer.idToken(
                                                share.subject().orElseThrow(),
                                                request.client(),
                                                authentication,
                                                nonce,
                                                about(request, issuer, share),
                                                now)));
    }

    /// What the request named of that which the scopes allow.
    private static ObjectNode about(TokenRequest request, Issuer issuer, Share share) {
        List<String> named = share.given().claims().inIdToken();
        return named.isEmpty()
                ? Json.object()
                : issuer.about(
                                request.terms().place().workspace(),
                                share.subject().orElseThrow(),
                                share.given().scopes())
                        .retain(named);
    }

    private Minted mint(
            Terms terms,
            Client client,
            Share share,
            UUID family,
            Optional<String> refresh,
            Instant now) {
        Authority given = share.given();
        TokenForm form = TokenForm.of(terms, client, given.claims().audience());
        AccessToken record =
                new AccessToken(
                        random.id(now),
                        terms.place().workspace(),
                        terms.place().audience(),
                        client.id(),
                        share.subject(),
                        given.scopes(),
                        share.expiry(form.lifetimes().accessExpiry(now)),
                        given.claims());
        String access =
                form.signer()
                        .map(issuer -> issuer.accessToken(record, client, now))
                        .orElseGet(random::token);
        IssuedToken stored =
                new IssuedToken(
                        record,
                        TokenHash.of(access),
                        refresh.map(TokenHash::of),
                        family,
                        now,
                        form.lifetimes().refreshExpiry(now),
                        refresh.flatMap(_ -> share.unused()));
        long expiresIn =
                form.lifetimes().expire()
                        ? Duration.between(now, record.expiresAt()).toSeconds()
                        : 0;
        return new Minted(
                new FreshToken(access, refresh, expiresIn, record, Optional.empty()),
                stored,
                form.signer().isPresent());
    }

    /// A token renewed in place keeps its id, and the end of its refresh token: a stolen one must
    /// not live for ever.
    private static IssuedToken inPlace(IssuedToken held, IssuedToken renewed) {
        AccessToken access = renewed.access();
        return new IssuedToken(
                new AccessToken(
                        held.access().id(),
                        access.workspace(),
                        access.audience(),
                        access.client(),
                        access.subject(),
                        access.scopes(),
                        access.expiresAt(),
                        access.claims()),
                renewed.accessHash(),
                renewed.refreshHash(),
                held.family(),
                renewed.createdAt(),
                held.refreshExpiresAt(),
                renewed.renewable());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
