package io.grantway.authserver;

import io.grantway.http.OutgoingRequest.Trust;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Those whose signed tokens a server takes as proof of who a user is (RFC 7523 §3, RFC 8693 §2.1).
public final class TrustedIssuers {
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Map<String, TrustedIssuerConfig> byIssuer;
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
                                        TrustedIssuerConfig::issuer,
                                        Function.identity(),
                                        (one, _) -> one));
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
        TrustedIssuerConfig issuer = byIssuer.get(jwt.claims().path("iss").asString(""));
        if (issuer == null) {
            return new Unproven("its issuer is not among trustedIssuers");
        }
        return switch (verify(issuer, jwt)) {
            case Refused(_, var explanation) -> new Unproven(explanation);
            case Verified(_, var claims) -> look(issuer, claims);
        };
    }

    private Verification verify(TrustedIssuerConfig issuer, UnverifiedJwt jwt) {
        JwtVerifier verifier = JwtVerifier.allowing(issuer.algorithms());
        ObjectNode jwks = issuer.jwks();
        if (jwks != null) {
            return verifier.verify(jwt, KeySet.of(jwks));
        }
        var place =
                new PublishedKeys.Place(Objects.requireNonNull(issuer.jwksUri()), Trust.CONFIGURED);
        return published.verify(place, verifier, jwt);
    }

    private Finding look(TrustedIssuerConfig issuer, ObjectNode claims) {
        Optional<Refused> late = times.check(claims);
        if (late.isPresent()) {
            return new Unproven(late.get().explanation());
        }
        Set<String> wanted =
                issuer.audience().isEmpty() ? ourselves : Set.copyOf(issuer.audience());
        if (audience(claims.path("aud")).stream().noneMatch(wanted::contains)) {
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

    private static List<String> audience(JsonNode aud) {
        return aud.isString()
                ? List.of(aud.asString())
                : aud.valueStream().map(each -> each.asString("")).toList();
    }
}
