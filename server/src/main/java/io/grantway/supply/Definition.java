package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.http.HttpTimes;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.jose.AssertionSigner;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.TokenAnswer.Given;
import io.grantway.supply.TokenAnswer.Refused;
import io.grantway.supply.TokenUnavailable.Reason;
import io.grantway.token.ClientProof;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One definition as it is configured, and how its token requests are made.
final class Definition {
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private final DefinitionName name;
    private final OAuth2Config config;
    private final Around around;
    private final EndpointPlace place;
    private final Attempts attempts;
    private final TokenRequest request;
    private final AnswerReader reader;
    private volatile Duration skew = Duration.ZERO;

    /// @param ownKeys signs by the keys that were made here, for definitions that have none
    Definition(
            DefinitionName name,
            OAuth2Config config,
            EndpointPlace place,
            Attempts attempts,
            Supplier<AssertionSigner> ownKeys,
            GrantTerms terms,
            Around around) {
        this.name = name;
        this.config = config;
        this.place = place;
        this.attempts = attempts;
        this.around = around;
        InstantSource theirClock = () -> around.clock().instant().plus(skew);
        Supplier<AssertionSigner> signer = signer(config, ownKeys, around);
        this.request =
                new TokenRequest(
                        config,
                        ClientProof.of(
                                Objects.requireNonNullElse(config.clientId(), ""),
                                config.authentication(),
                                Optional.ofNullable(config.clientSecret()),
                                Optional.ofNullable(config.certificate()),
                                Optional.of(signer),
                                config.assertion().lifetime(),
                                theirClock,
                                around.random()),
                        bearer(config, signer, theirClock, around));
        this.reader = new AnswerReader(config, terms);
    }

    private static Supplier<AssertionSigner> signer(
            OAuth2Config config, Supplier<AssertionSigner> ownKeys, Around around) {
        Secret key = config.privateKey();
        if (config.authentication() == TokenEndpointAuthMethod.CLIENT_SECRET_JWT) {
            AssertionSigner mac =
                    AssertionSigner.ofSecret(Objects.requireNonNull(config.clientSecret()));
            return () -> mac;
        }
        if (key == null) {
            return ownKeys;
        }
        AssertionSigner given =
                AssertionSigner.ofPrivateKey(
                        key,
                        Optional.ofNullable(config.keyId()),
                        OAuth2Check.algorithm(config.assertion()),
                        Optional.ofNullable(config.assertion().jku()),
                        around.random());
        return () -> given;
    }

    private static @Nullable BearerAssertion bearer(
            OAuth2Config config,
            Supplier<AssertionSigner> usual,
            InstantSource theirClock,
            Around around) {
        JwtBearerConfig jwt = config.jwt();
        if (config.grantType() != TokenGrant.JWT_BEARER || jwt == null) {
            return null;
        }
        Secret key = jwt.privateKey();
        Supplier<AssertionSigner> signer = usual;
        if (key != null) {
            AssertionSigner own =
                    AssertionSigner.ofPrivateKey(
                            key, Optional.ofNullable(jwt.keyId()), around.random());
            signer = () -> own;
        }
        return new BearerAssertion(jwt, config.clientId(), signer, theirClock, around.random());
    }

    DefinitionName name() {
        return name;
    }

    OAuth2Config config() {
        return config;
    }

    /// Makes the token request. Blocks.
    ///
    /// @param refreshToken the newest, for that grant
    /// @param onBehalfOf the caller's token, for token exchange
    TokenAnswer ask(Optional<Secret> refreshToken, Optional<Secret> onBehalfOf) {
        return ask(refreshToken, onBehalfOf, GrantListener.NONE);
    }

    /// @param listener learns of it too
    TokenAnswer ask(
            Optional<Secret> refreshToken, Optional<Secret> onBehalfOf, GrantListener listener) {
        return sent(endpoint -> request.to(endpoint, refreshToken, onBehalfOf), listener);
    }

    /// Makes the request that ends a flow. Blocks.
    ///
    /// @param flow its own parameters
    TokenAnswer first(Map<String, String> flow) {
        return sent(endpoint -> request.first(endpoint, flow), GrantListener.NONE);
    }

    private TokenAnswer sent(Function<URI, OutgoingRequest> formed, GrantListener listener) {
        Instant at = around.clock().instant();
        long start = around.nanos().getAsLong();
        TokenAnswer answer =
                switch (place.find()) {
                    case EndpointPlace.Unknown(var why) ->
                            new Refused(
                                    Reason.TRANSIENT,
                                    why,
                                    Optional.empty(),
                                    Optional.empty(),
                                    0,
                                    true);
                    case EndpointPlace.Known(var endpoint, var gate) ->
                            gate.pass(config.timeout(), () -> asked(endpoint, formed));
                };
        Duration took = Duration.ofNanos(Math.max(0, around.nanos().getAsLong() - start));
        Attempt attempt = attempt(answer, at, took);
        attempts.add(attempt);
        listener.asked(attempt);
        return answer;
    }

    /// Once more where the server's clock turns out to go differently, and an assertion could be
    /// refused for that.
    private TokenAnswer asked(URI endpoint, Function<URI, OutgoingRequest> formed) {
        Duration before = skew;
        TokenAnswer first = fetched(endpoint, formed);
        boolean timed =
                config.authentication() == TokenEndpointAuthMethod.PRIVATE_KEY_JWT
                        || config.authentication() == TokenEndpointAuthMethod.CLIENT_SECRET_JWT
                        || config.grantType() == TokenGrant.JWT_BEARER;
        boolean refused = first instanceof Refused it && it.status() >= 400 && it.status() < 429;
        return timed && refused && !skew.equals(before) ? fetched(endpoint, formed) : first;
    }

    private TokenAnswer fetched(URI endpoint, Function<URI, OutgoingRequest> formed) {
        Instant asked = around.clock().instant();
        try {
            OutgoingAnswer answer = around.outgoing().fetch(formed.apply(endpoint));
            learnSkew(answer, asked);
            return reader.read(answer, asked, skew);
        } catch (OutgoingFailure e) {
            Reason reason =
                    switch (e.reason()) {
                        case REFUSED -> Reason.DEFINITION;
                        case TOO_LARGE, MALFORMED -> Reason.ODD_ANSWER;
                        case UNREACHABLE, TIMED_OUT, TLS -> Reason.TRANSIENT;
                    };
            boolean unsent = e.reason() == OutgoingFailure.Reason.REFUSED;
            String text = "the token endpoint " + e.getMessage();
            return new Refused(reason, text, word(e.reason()), Optional.empty(), 0, unsent);
        }
    }

    private static Optional<String> word(OutgoingFailure.Reason reason) {
        return Optional.of(reason.name().toLowerCase(Locale.ROOT));
    }

    /// RFC 9110 §6.6.1. A difference of seconds is the way of the answer; one of hours is a mistake
    /// that must not be taken over.
    private void learnSkew(OutgoingAnswer answer, Instant asked) {
        Optional<Instant> theirs = answer.headers().first("Date").flatMap(HttpTimes::date);
        if (theirs.isEmpty()) {
            return;
        }
        Instant now = around.clock().instant();
        Duration found = Duration.ZERO;
        if (theirs.get().isBefore(asked.minus(NOTICED))) {
            found = Duration.between(asked, theirs.get());
        } else if (theirs.get().isAfter(now.plus(NOTICED))) {
            found = Duration.between(now, theirs.get());
        }
        Duration far = found.minus(skew).abs();
        if (found.abs().compareTo(BELIEVED) <= 0 && far.compareTo(NOTICED) > 0) {
            skew = found;
        }
    }

    /// How far the server's clock is ahead of ours.
    Duration skew() {
        return skew;
    }

    private static Attempt attempt(TokenAnswer answer, Instant at, Duration took) {
        return switch (answer) {
            case Given given ->
                    new Attempt(
                            at,
                            took,
                            Optional.empty(),
                            given.status(),
                            "a token came",
                            Optional.empty(),
                            Optional.of(given.accessToken().expose(TokenHash::of)));
            case Refused refused ->
                    new Attempt(
                            at,
                            took,
                            Optional.of(refused.reason()),
                            refused.status(),
                            refused.text(),
                            refused.error(),
                            Optional.empty());
        };
    }

    static String fingerprint(Secret token) {
        return token.expose(TokenHash::of).fingerprint();
    }
}
