package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.jose.Audience;
import io.grantway.jose.TimeCheck;
import io.grantway.jose.UnverifiedJwt;
import io.grantway.jose.Verification;
import io.grantway.oauth.UsedJwts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and checks the assertions of clients (RFC 7521 §4.2, RFC 7523 §3), whoever verifies their
/// signatures.
final class Assertions {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// A longer life would only widen the window in which a stolen one can be used after a restart.
    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    static final Duration SKEW = Duration.ofSeconds(30);

    /// What the header's `typ` may be: a client's other tokens (request objects, proofs of DPoP)
    /// must not pass for assertions (RFC 8725 §3.11).
    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    private static final int LONGEST_JTI = 1024;

    private final TimeCheck times;
    private final UsedJwts used;

    Assertions(InstantSource clock) {
        this.times = new TimeCheck(clock, SKEW, LONGEST_LIFE, Set.of("exp"));
        this.used = new UsedJwts(clock, SKEW, UsedJwts.CAPACITY);
    }

    /// The assertion of a request.
    static Optional<Presented> read(TokenCall call) {
        Optional<String> assertion = call.parameters().text("client_assertion");
        if (assertion.isEmpty()
                || !call.parameters().text("client_assertion_type").equals(Optional.of(TYPE))) {
            return Optional.empty();
        }
        Optional<UnverifiedJwt> jwt =
                UnverifiedJwt.read(assertion.get()) instanceof UnverifiedJwt readable
                        ? Optional.of(readable)
                        : Optional.empty();
        Optional<String> named = call.parameters().text("client_id");
        Optional<String> subject = jwt.flatMap(each -> text(each.claims(), "sub"));
        return Optional.of(new Presented.ByAssertion(named.or(() -> subject).orElse(""), jwt));
    }

    /// Why an assertion is not the client's, for this server, now and for the first time.
    ///
    /// @param verify its signature
    Optional<String> doubt(
            Client client,
            Presented presented,
            ClientAuthRules rules,
            Function<UnverifiedJwt, Verification> verify) {
        if (!(presented instanceof Presented.ByAssertion(_, var jwt)) || jwt.isEmpty()) {
            return Optional.of("no assertion that can be read came");
        }
        boolean typed = jwt.get().type().map(Assertions::isAssertion).orElse(true);
        if (!typed) {
            return Optional.of("the token is of another type");
        }
        return switch (verify.apply(jwt.get())) {
            case Verification.Refused(_, var explanation) -> Optional.of(explanation);
            case Verification.Verified(_, var claims) -> doubt(client, claims, rules);
        };
    }

    private static boolean isAssertion(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(
                lower.startsWith("application/")
                        ? lower.substring("application/".length())
                        : lower);
    }

    private Optional<String> doubt(Client client, ObjectNode claims, ClientAuthRules rules) {
        Optional<String> self = Optional.of(client.clientId());
        if (!text(claims, "iss").equals(self) || !text(claims, "sub").equals(self)) {
            return Optional.of("iss and sub must both be the client id");
        }
        if (!isForThisServer(claims, rules)) {
            return Optional.of(
                    rules.issuerOnly()
                            ? "aud must be the issuer, as a text"
                            : "aud must be this server, and nobody else");
        }
        Optional<Verification.Refused> late = times.check(claims);
        if (late.isPresent()) {
            return late.map(Verification.Refused::explanation);
        }
        Optional<String> jti = text(claims, "jti").filter(each -> each.length() <= LONGEST_JTI);
        if (jti.isEmpty()) {
            return Optional.of("jti must be a text");
        }
        Instant expires = Instant.ofEpochSecond((long) Math.ceil(claims.path("exp").doubleValue()));
        return used.use(client.clientId(), jti.get(), expires)
                ? Optional.empty()
                : Optional.of("the assertion was used before");
    }

    /// A second audience could take the assertion and use it here. Some profiles want the issuer
    /// alone: an address of an endpoint may be told to a client by somebody else.
    private static boolean isForThisServer(ObjectNode claims, ClientAuthRules rules) {
        List<String> named = Audience.of(claims);
        return rules.issuerOnly()
                ? text(claims, "aud").equals(Optional.of(rules.issuer()))
                : !named.isEmpty() && rules.audiences().containsAll(named);
    }

    private static Optional<String> text(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        return value.isString() && !value.asString().isEmpty()
                ? Optional.of(value.asString())
                : Optional.empty();
    }
}
