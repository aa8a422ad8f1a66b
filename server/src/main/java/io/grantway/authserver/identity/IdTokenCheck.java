package io.grantway.authserver.identity;

import static io.grantway.authserver.identity.IdentityRefused.untrusted;

import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.Audience;
import io.grantway.jose.HalfHash;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification.Reason;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether an ID token proves who somebody is, to us, now, and for the login that was asked for
/// (OpenID Connect Core §3.1.3.7).
final class IdTokenCheck {
    private static final Duration SKEW = Duration.ofSeconds(60);

    /// OpenID Connect Core §2.
    private static final int LONGEST_SUBJECT = 255;

    private final RemoteKeys published;
    private final TimeCheck times;

    IdTokenCheck(RemoteKeys published, InstantSource clock) {
        this.published = published;
        this.times = new TimeCheck(clock, SKEW, TimeCheck.ANY_AGE, Set.of("exp", "iat"));
    }

    /// @param accessToken that came with it
    /// @return its claims
    /// @throws IdentityRefused naming the check that failed
    ObjectNode check(
            ProviderDocument provider,
            String clientId,
            Errand errand,
            String idToken,
            Optional<String> accessToken) {
        UnverifiedJwt jwt =
                switch (UnverifiedJwt.read(idToken)) {
                    case UnverifiedJwt read -> read;
                    case Refused(_, var why) -> throw untrusted("malformed", why);
                };
        ObjectNode claims = signed(provider, jwt);
        if (!claims.path("iss").asString("").equals(provider.issuer())) {
            throw untrusted("iss", "the ID token's iss is another's");
        }
        requireForUs(claims, clientId);
        times.check(claims)
                .ifPresent(late -> {
                    throw untrusted("times", late.explanation());
                });
        requireAsked(claims, errand);
        requireRecent(claims, errand);
        if (claims.has("at_hash") && accessToken.isPresent()) {
            requireSame(claims.path("at_hash").asString(""), jwt, accessToken.get());
        }
        String subject = claims.path("sub").asString("");
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw untrusted("sub", "the ID token must have a sub of 1 to 255 characters");
        }
        return claims;
    }

    private ObjectNode signed(ProviderDocument provider, UnverifiedJwt jwt) {
        return switch (published.verify(
                new Place(provider.keys(), Trust.CONFIGURED),
                JwtVerifier.allowing(provider.algorithms()),
                jwt)) {
            case Verified(_, var claims) -> claims;
            case Refused(var reason, var why) ->
                    throw reason == Reason.KEYS_UNAVAILABLE
                            ? IdentityRefused.unavailable("keys", why)
                            : untrusted(reason.name().toLowerCase(Locale.ROOT), why);
        };
    }

    /// A token for another client of the provider would let that client's operator log in here as
    /// every user they have.
    private static void requireForUs(ObjectNode claims, String clientId) {
        List<String> audience = Audience.of(claims);
        JsonNode party = claims.path("azp");
        if (!audience.contains(clientId)) {
            throw untrusted("aud", "the ID token's aud is not our clientId");
        }
        if (party.isMissingNode() ? audience.size() > 1 : !party.asString("").equals(clientId)) {
            throw untrusted("azp", "the ID token was not given to our clientId");
        }
    }

    /// Else a code from somebody else's login could be put into this one (RFC 9700 §4.5.3).
    private static void requireAsked(ObjectNode claims, Errand errand) {
        byte[] told = claims.path("nonce").asString("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(errand.nonce().getBytes(StandardCharsets.UTF_8), told)) {
            throw untrusted("nonce", "the ID token's nonce is not the one that was sent");
        }
    }

    private static void requireRecent(ObjectNode claims, Errand errand) {
        JsonNode time = claims.path("auth_time");
        if (errand.maxAge().isPresent() && !time.isIntegralNumber()) {
            throw untrusted("auth_time", "the ID token must say when the user logged in");
        }
        Optional<Instant> earliest =
                errand.anew()
                        ? Optional.of(errand.since())
                        : errand.maxAge().map(age -> errand.since().minus(age));
        if (earliest.isPresent()
                && time.isIntegralNumber()
                && time.asLong(0) < earliest.get().minus(SKEW).getEpochSecond()) {
            throw untrusted("auth_time", "the user logged in too long ago at the provider");
        }
    }

    /// OpenID Connect Core §3.1.3.6.
    private static void requireSame(String told, UnverifiedJwt jwt, String accessToken) {
        if (!HalfHash.of(accessToken, jwt.algorithm()).equals(told)) {
            throw untrusted("at_hash", "the access token is not the one of the ID token");
        }
    }
}
