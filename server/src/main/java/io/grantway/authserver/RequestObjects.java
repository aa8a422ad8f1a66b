package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.catalog.ClientKeys;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.Audience;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Authorization requests that clients sign (RFC 9101), so that nobody on the way through the
/// browser can change them.
final class RequestObjects {
    /// What the header's `typ` may be: a client's other tokens (its assertions, proofs of DPoP) are
    /// no requests (RFC 9101 §10.8).
    private static final String[] TYPES = {"oauth-authz-req+jwt", "jwt"};

    private static final Duration LONGEST_LIFE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final RemoteKeys published;
    private final TimeCheck times;

    RequestObjects(RemoteKeys published, InstantSource clock) {
        this.published = published;
        this.times = new TimeCheck(clock, SKEW, LONGEST_LIFE, Set.of("exp"));
    }

    /// The parameters in a request object: those alone count (§6.3), for whatever came beside it
    /// may be somebody else's.
    ///
    /// @throws OAuthRefusal where the client did not sign it, for this server and now
    OAuthParameters unpacked(Terms terms, Issuer issuer, Client client, String object) {
        ObjectNode claims = verified(terms, client, object);
        String self = client.clientId();
        if (!text(claims, "iss").equals(self) || !text(claims, "client_id").equals(self)) {
            throw unsound("iss and client_id must both be the client id");
        }
        if (claims.has("sub")) {
            throw unsound("it has a sub, as assertions of clients do");
        }
        if (!Audience.of(claims).contains(issuer.uri().toString())) {
            throw unsound("aud must be the issuer");
        }
        if (claims.has("request") || claims.has("request_uri")) {
            throw unsound("it refers to another one");
        }
        times.check(claims)
                .ifPresent(wrong -> {
                    throw unsound(wrong.explanation());
                });
        return OAuthParameters.ofClaims(claims);
    }

    private ObjectNode verified(Terms terms, Client client, String object) {
        UnverifiedJwt jwt =
                switch (UnverifiedJwt.read(object)) {
                    case UnverifiedJwt readable -> readable;
                    case Verification.Refused(_, var why) -> throw unsound(why);
                };
        ClientKeys keys =
                client.credentials().keys().orElseThrow(() -> unsound("the client has no keys"));
        JwtVerifier any = JwtVerifier.allowing(algorithms(terms, client));
        JwtVerifier verifier = jwt.type().isPresent() ? any.requiringType(TYPES) : any;
        Verification verification =
                switch (keys) {
                    case ClientKeys.Registered(_, var signing) -> verifier.verify(jwt, signing);
                    case ClientKeys.Published(var uri) ->
                            published.verify(new Place(uri, Trust.FOREIGN), verifier, jwt);
                };
        return switch (verification) {
            case Verification.Verified(_, var claims) -> claims;
            case Verification.Refused(_, var why) -> throw unsound(why);
        };
    }

    /// All that the profile has, or of them the one that the client has registered; never `none`
    /// (§10.1).
    private static Set<SigningAlgorithm> algorithms(Terms terms, Client client) {
        Set<SigningAlgorithm> allowed = EnumSet.noneOf(SigningAlgorithm.class);
        allowed.addAll(ProfileRules.of(terms, client).algorithms());
        SigningAlgorithm only = client.metadata().requestObjectAlgorithm();
        if (only != null) {
            allowed.retainAll(Set.of(only));
        }
        return allowed;
    }

    private static String text(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        return value.isString() ? value.asString() : "";
    }

    private static OAuthRefusal unsound(String why) {
        return new OAuthRefusal(Refusal.REQUEST_OBJECT_UNSOUND)
                .because("the request object: " + why);
    }
}
