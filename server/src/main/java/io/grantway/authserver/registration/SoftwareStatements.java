package io.grantway.authserver.registration;

import io.grantway.authserver.RegistrationConfig;
import io.grantway.authserver.RegistrationConfig.SoftwareIssuer;
import io.grantway.authserver.registration.RegistrationRefusal.Reason;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeySet;
import io.grantway.jose.PublishedKeys.Place;
import io.grantway.jose.RemoteKeys;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Statements by which others vouch for software (RFC 7591 §2.3): what they say goes before what
/// the client says.
final class SoftwareStatements {
    private static final String MEMBER = "software_statement";

    /// About the statement, not about the client.
    private static final List<String> ENVELOPE =
            List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    private static final JwtVerifier VERIFIER =
            JwtVerifier.allowing(EnumSet.allOf(SigningAlgorithm.class));

    private final RegistrationConfig config;
    private final RemoteKeys keys;
    private final TimeCheck times;

    SoftwareStatements(RegistrationConfig config, RemoteKeys keys, InstantSource clock) {
        this.config = config;
        this.keys = keys;
        this.times = new TimeCheck(clock, Duration.ofSeconds(30), TimeCheck.ANY_AGE, Set.of());
    }

    /// A client's metadata with what its statement says of it.
    ///
    /// @throws RegistrationRefusal where the statement does not count
    ObjectNode applied(ObjectNode request) {
        if (!request.hasNonNull(MEMBER)) {
            if (config.requireSoftwareStatement()) {
                throw new RegistrationRefusal(
                        Reason.INVALID_SOFTWARE_STATEMENT, "software_statement is needed here");
            }
            return request;
        }
        ObjectNode claims = verified(request.path(MEMBER).asString(""));
        ObjectNode all = request.deepCopy();
        claims.properties().stream()
                .filter(each -> !ENVELOPE.contains(each.getKey()))
                .forEach(each -> all.set(each.getKey(), each.getValue()));
        return all;
    }

    private ObjectNode verified(String statement) {
        if (!(UnverifiedJwt.read(statement) instanceof UnverifiedJwt jwt)) {
            throw invalid("cannot be read: it must be a signed JWT");
        }
        String issuer = jwt.claims().path("iss").asString("");
        SoftwareIssuer known =
                config.softwareIssuers().stream()
                        .filter(each -> each.issuer().equals(issuer))
                        .findFirst()
                        .orElseThrow(() ->
                                new RegistrationRefusal(
                                        Reason.UNAPPROVED_SOFTWARE_STATEMENT,
                                        "software_statement is by nobody who may vouch here"
                                                + " (iss)"));
        return switch (verify(known, jwt)) {
            case Verification.Refused(_, var why) -> throw invalid("does not count: " + why);
            case Verification.Verified(_, var claims) -> {
                times.check(claims)
                        .ifPresent(late -> {
                            throw invalid("does not count: " + late.explanation());
                        });
                yield claims;
            }
        };
    }

    private Verification verify(SoftwareIssuer issuer, UnverifiedJwt jwt) {
        ObjectNode jwks = issuer.jwks();
        URI uri = issuer.jwksUri();
        if (jwks != null) {
            return VERIFIER.verify(jwt, KeySet.of(jwks));
        }
        if (uri == null) {
            throw new IllegalStateException("a software issuer has jwks or jwksUri");
        }
        return keys.verify(new Place(uri, Trust.CONFIGURED), VERIFIER, jwt);
    }

    private static RegistrationRefusal invalid(String what) {
        return new RegistrationRefusal(
                Reason.INVALID_SOFTWARE_STATEMENT, "software_statement " + what);
    }
}
