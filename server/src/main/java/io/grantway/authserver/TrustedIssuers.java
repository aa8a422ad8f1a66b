package io.grantway.authserver;

import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.Audience;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeySet;
import io.grantway.jose.PublishedKeys;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.jose.Verification.Refused;
import io.grantway.jose.Verification.Verified;
import io.grantway.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Those whose signed tokens a server takes as proof of who a user is (RFC 7523 §3, RFC 8693 §2.1).
public final class TrustedIssuers {
    private static final Duration SKEW = Duration.ofSeconds(30);

    /// @param given its keys, where it has not published them
    private record Trusted(
            TrustedIssuerConfig config, JwtVerifier verifier, Optional<KeySet> given) {
        static Trusted of(TrustedIssuerConfig config) {
            return new Trusted(
                    config,
                    JwtVerifier.allowing(config.algorithms()),
                    Optional.ofNullable(config.jwks()).map(KeySet::of));
        }
    }

    private final Map<String, Trusted> byIssuer;
    private final Set<String> ourselves;
    private final RemoteKeys published;
    private final TimeCheck times;

    /// @param ourselves what `aud` may name us by
    TrustedIssuers(
            List<TrustedIssuerConfig> issuers,
            Set<String> ourselves,
            RemoteKeys published,
            InstantSource clock) {
        this.byIssuer =
                issuers.stream()
                        .collect(
                                Collectors.toMap(
                                        TrustedIssuerConfig::issuer, Trusted::of, (one, _) -> one));
        this.ourselves = Set.copyOf(ourselves);
        this.published = published;
        this.times = new TimeCheck(clock, SKEW, TimeCheck.ANY_AGE, Set.of("exp"));
    }

    /// What came of looking at a token.
    public sealed interface Finding {}

    /// @param subject the user
    /// @param scopes the most that it can give; empty: any
    /// @param expires when it does
    public record Proven(
            String subject, Optional<Scopes> scopes, Instant expires, ObjectNode claims)
            implements Finding {}

    /// @param why for the log
    public record Unproven(String why) implements Finding {}

    /// Whether a token is by somebody who is trusted, for us, and good now. May block.
    public Finding look(String token) {
        if (!(UnverifiedJwt.read(token) instanceof UnverifiedJwt jwt)) {
            return new Unproven("it is no signed JWT");
        }
        Trusted issuer = byIssuer.get(jwt.claims().path("iss").asString(""));
        if (issuer == null) {
            return new Unproven("its issuer is not among trustedIssuers");
        }
        return switch (verify(issuer, jwt)) {
            case Refused(_, var explanation) -> new Unproven(explanation);
            case Verified(_, var claims) -> look(issuer.config(), claims);
        };
    }

    private Verification verify(Trusted issuer, UnverifiedJwt jwt) {
        if (issuer.given().isPresent()) {
            return issuer.verifier().verify(jwt, issuer.given().get());
        }
        URI uri = Objects.requireNonNull(issuer.config().jwksUri());
        return published.verify(
                new PublishedKeys.Place(uri, Trust.CONFIGURED), issuer.verifier(), jwt);
    }

    private Finding look(TrustedIssuerConfig issuer, ObjectNode claims) {
        Optional<Refused> late = times.check(claims);
        if (late.isPresent()) {
            return new Unproven(late.get().explanation());
        }
        Set<String> wanted =
                issuer.audience().isEmpty() ? ourselves : Set.copyOf(issuer.audience());
        if (Audience.of(claims).stream().noneMatch(wanted::contains)) {
            return new Unproven("its aud is not one of " + wanted);
        }
        String subject = claims.path(issuer.subject()).asString("");
        if (subject.isEmpty()) {
            return new Unproven("it has no claim " + issuer.subject());
        }
        return new Proven(
                subject,
                Optional.of(issuer.scopes()).filter(all -> !all.isEmpty()).map(Scopes::of),
                Instant.ofEpochSecond(claims.path("exp").asLong(0)),
                claims);
    }
}
