package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.Parameters;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.FirstToken;
import io.grantway.supply.OAuth2Config;
import io.grantway.vault.Access;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.Accounts;
import io.grantway.vault.Provider;
import io.grantway.vault.connect.Attempt.Device;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The flow in which the user types a code at the provider (RFC 8628), for providers that take no
/// browser back.
final class DeviceFlow {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration MOST_INTERVAL = Duration.ofMinutes(1);

    /// RFC 8628 §3.5: what `slow_down` adds.
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final Outgoing outgoing;
    private final Accounts accounts;
    private final InstantSource clock;
    private final Random256 random;

    DeviceFlow(ConnectParts parts) {
        this.outgoing = parts.outgoing();
        this.accounts = parts.accounts();
        this.clock = parts.clock();
        this.random = new Random256(parts.random());
    }

    /// How the provider answered.
    sealed interface Asked {
        /// Not yet.
        record Waiting(Duration interval) implements Asked {}

        record Given(FirstToken token) implements Asked {}
    }

    /// RFC 8628 §3.1
    Attempt begin(Provider provider, Access.OAuth2 access, Map<String, String> variables) {
        Address address =
                Address.of(access.deviceAuthorizationUrl().orElseThrow(), provider, variables);
        OAuth2Config config = access.tokens().apply(Variables.placeholders(provider, variables));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", Beginning.clientId(provider, access, variables));
        if (!access.scopes().isEmpty()) {
            form.put("scope", String.join(access.scopeSeparator(), access.scopes()));
        }
        OutgoingRequest request = request(address, config, form);
        Instant now = clock.instant();
        ObjectNode answer = ask(request);
        Device device = read(answer, now);
        return Attempt.of(TokenHash.of(random.word()), provider.name(), now, variables)
                .with(device);
    }

    private static OutgoingRequest request(
            Address address, OAuth2Config config, Map<String, String> form) {
        Secret secret = config.clientSecret();
        Optional<String> basic = Optional.empty();
        if (secret != null
                && config.authentication() == TokenEndpointAuthMethod.CLIENT_SECRET_POST) {
            secret.expose(text -> form.put("client_secret", text));
        } else if (secret != null) {
            basic =
                    Optional.of(
                            secret.expose(text -> basic(form.getOrDefault("client_id", ""), text)));
        }
        OutgoingRequest request =
                OutgoingRequest.post(
                                address.uri(),
                                address.trust(),
                                "application/x-www-form-urlencoded",
                                Body.of(Parameters.of(form).encoded()))
                        .with("Accept", "application/json");
        return basic.isPresent() ? request.with("Authorization", basic.get()) : request;
    }

    /// RFC 6749 §2.3.1
    static String basic(String id, String word) {
        String pair = encode(id) + ":" + encode(word);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ObjectNode ask(OutgoingRequest request) {
        OutgoingAnswer answer;
        try {
            answer = outgoing.fetch(request);
        } catch (OutgoingFailure e) {
            throw Failure.of("later", 503, String.valueOf(e.getMessage())).thrown();
        }
        Optional<ObjectNode> json = Json.readObject(answer.body().text());
        if (!answer.isOk() || json.isEmpty()) {
            String told = json.map(DeviceFlow::error).orElse("status " + answer.status());
            throw Failure.of(answer.status() >= 500 ? "later" : "settings", 502, told).thrown();
        }
        return json.get();
    }

    private static String error(JsonNode json) {
        return json.path("error").asString("") + " " + json.path("error_description").asString("");
    }

    /// RFC 8628 §3.2
    private static Device read(ObjectNode json, Instant now) {
        String uri =
                Paths.text(json, "verification_uri")
                        .or(() -> Paths.text(json, "verification_url"))
                        .filter(DeviceFlow::isAddress)
                        .orElseThrow(() -> lacks("verification_uri"));
        long seconds = Math.max(1, json.path("expires_in").asLong(600));
        Duration life = Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
        long interval = Math.max(1, json.path("interval").asLong(5));
        Duration every = Duration.ofSeconds(Math.min(interval, MOST_INTERVAL.toSeconds()));
        return new Device(
                Secret.of(Paths.text(json, "device_code").orElseThrow(() -> lacks("device_code"))),
                Paths.text(json, "user_code").orElseThrow(() -> lacks("user_code")),
                uri,
                Paths.text(json, "verification_uri_complete").filter(DeviceFlow::isAddress),
                every,
                now.plus(every),
                now.plus(life));
    }

    /// A link of another scheme could run something.
    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Failure.Failed lacks(String member) {
        return Failure.of("settings", 502, "the device answer has no usable " + member).thrown();
    }

    /// RFC 8628 §3.4
    ///
    /// @throws AccountUnavailable where the flow is over
    Asked ask(Provider provider, Attempt attempt, Device device) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT);
        device.code().expose(code -> form.put("device_code", code));
        try {
            return new Asked.Given(accounts.first(provider, attempt.variables(), form));
        } catch (AccountUnavailable e) {
            return switch (e.code().orElse("")) {
                case "authorization_pending" -> new Asked.Waiting(device.interval());
                case "slow_down" -> new Asked.Waiting(device.interval().plus(SLOWER));
                case "" -> waitOr(e, device);
                default -> throw e;
            };
        }
    }

    /// RFC 8628 §3.5: one that cannot be reached is asked again, less often.
    private static Asked waitOr(AccountUnavailable e, Device device) {
        if (e.reason() != AccountUnavailable.Reason.LATER) {
            throw e;
        }
        return new Asked.Waiting(device.interval().plus(SLOWER));
    }
}
