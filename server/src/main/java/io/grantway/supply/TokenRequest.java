package io.grantway.supply;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import io.grantway.token.ClientProof;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The token request of a definition (RFC 6749 §4.3.2, §4.4.2, §6, RFC 7523 §2.1, RFC 8693 §2.1),
/// in the form that its server wants.
final class TokenRequest {
    /// The parameters that a server may call differently.
    static final Set<String> PARAMETERS =
            Set.of(
                    "grant_type",
                    "client_id",
                    "client_secret",
                    "client_assertion",
                    "client_assertion_type",
                    "scope",
                    "audience",
                    "resource",
                    "refresh_token",
                    "username",
                    "password",
                    "assertion",
                    "subject_token",
                    "subject_token_type",
                    "requested_token_type",
                    "actor_token",
                    "actor_token_type");

    private final OAuth2Config config;
    private final ClientProof proof;
    private final @Nullable BearerAssertion bearer;

    /// @param bearer the JWT that is the grant, for definitions that send one
    TokenRequest(OAuth2Config config, ClientProof proof, @Nullable BearerAssertion bearer) {
        this.config = config;
        this.proof = proof;
        this.bearer = bearer;
    }

    /// A name as on the wire: `clientId` and `client_id` are the same.
    static String wireName(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /// @param refreshToken the newest, for that grant
    /// @param onBehalfOf the caller's token, for token exchange
    OutgoingRequest to(URI endpoint, Optional<Secret> refreshToken, Optional<Secret> onBehalfOf) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        add(parameters, "grant_type", config.grantType().wireName());
        grant(parameters, endpoint, refreshToken, onBehalfOf);
        wanted(parameters);
        return proven(endpoint, parameters);
    }

    /// The request that ends a flow (RFC 6749 §4.1.3, RFC 8628 §3.4).
    ///
    /// @param flow its own parameters, `grant_type` among them
    OutgoingRequest first(URI endpoint, Map<String, String> flow) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        flow.forEach((name, value) -> add(parameters, name, value));
        // A code stands for scopes that were asked for before.
        if (TokenGrant.CLIENT_CREDENTIALS.wireName().equals(flow.get("grant_type"))) {
            wanted(parameters);
        }
        return proven(endpoint, parameters);
    }

    private void wanted(List<Map.Entry<String, String>> parameters) {
        if (!config.scopes().isEmpty()) {
            add(parameters, "scope", String.join(config.scopeSeparator(), config.scopes()));
        }
        addIfThere(parameters, "audience", config.audience());
    }

    private OutgoingRequest proven(URI endpoint, List<Map.Entry<String, String>> parameters) {
        config.resource().forEach(each -> add(parameters, "resource", each));
        String audience = config.assertion().audience();
        ClientProof.Proof proven = proof.prove(audience == null ? endpoint.toString() : audience);
        proven.parameters().forEach((name, value) -> add(parameters, name, value));
        config.extra().forEach((name, value) -> parameters.add(Map.entry(name, value)));
        OutgoingRequest request = proven.on(formed(endpoint, parameters));
        for (Map.Entry<String, Secret> field : config.headers().entrySet()) {
            request = request.with(field.getKey(), field.getValue().expose(Function.identity()));
        }
        return request.within(new Limits(config.timeout(), config.answerLimit().intBytes()));
    }

    private void grant(
            List<Map.Entry<String, String>> parameters,
            URI endpoint,
            Optional<Secret> refreshToken,
            Optional<Secret> onBehalfOf) {
        switch (config.grantType()) {
            case CLIENT_CREDENTIALS -> {}
            case REFRESH_TOKEN ->
                    addSecret(
                            parameters,
                            "refresh_token",
                            refreshToken.orElse(config.refreshToken()));
            case PASSWORD -> {
                addIfThere(parameters, "username", config.username());
                addSecret(parameters, "password", config.password());
            }
            case JWT_BEARER ->
                    add(
                            parameters,
                            "assertion",
                            Objects.requireNonNull(bearer).forServer(endpoint));
            case TOKEN_EXCHANGE -> {
                ExchangeConfig exchange = config.exchange();
                addSecret(parameters, "subject_token", onBehalfOf.orElseThrow());
                add(parameters, "subject_token_type", exchange.subjectTokenType());
                addIfThere(parameters, "requested_token_type", exchange.requestedTokenType());
                if (exchange.actorToken() != null) {
                    addSecret(parameters, "actor_token", exchange.actorToken());
                    add(parameters, "actor_token_type", exchange.actorTokenType());
                }
            }
        }
    }

    private void addIfThere(
            List<Map.Entry<String, String>> parameters, String name, @Nullable String value) {
        if (value != null) {
            add(parameters, name, value);
        }
    }

    private void addSecret(
            List<Map.Entry<String, String>> parameters, String name, @Nullable Secret value) {
        if (value != null) {
            value.expose(text -> {
                add(parameters, name, text);
                return text;
            });
        }
    }

    private void add(List<Map.Entry<String, String>> parameters, String name, String value) {
        String theirs = name;
        for (Map.Entry<String, String> field : config.fields().entrySet()) {
            if (wireName(field.getKey()).equals(name)) {
                theirs = field.getValue();
            }
        }
        if (!theirs.isEmpty()) {
            parameters.add(Map.entry(theirs, value));
        }
    }

    private OutgoingRequest formed(URI endpoint, List<Map.Entry<String, String>> parameters) {
        Parameters all = Parameters.ofEntries(parameters);
        OutgoingRequest request =
                switch (config.body()) {
                    case FORM ->
                            post(
                                    endpoint,
                                    "application/x-www-form-urlencoded",
                                    Body.of(all.encoded()));
                    case JSON -> post(endpoint, "application/json", Body.of(Json.write(tree(all))));
                    case QUERY ->
                            post(
                                    withQuery(endpoint, all.encoded()),
                                    "application/x-www-form-urlencoded",
                                    Body.EMPTY);
                };
        return config.headers().keySet().stream().anyMatch("Accept"::equalsIgnoreCase)
                ? request
                : request.with("Accept", "application/json");
    }

    private static OutgoingRequest post(URI uri, String contentType, Body body) {
        return OutgoingRequest.post(uri, Trust.CONFIGURED, contentType, body);
    }

    private static URI withQuery(URI endpoint, String query) {
        String separator = endpoint.getRawQuery() == null ? "?" : "&";
        return URI.create(endpoint + separator + query);
    }

    private static ObjectNode tree(Parameters parameters) {
        ObjectNode tree = Json.object();
        for (String name : parameters.names()) {
            List<String> values = parameters.all(name);
            if (values.size() == 1) {
                tree.put(name, values.getFirst());
            } else {
                ArrayNode several = tree.putArray(name);
                values.forEach(several::add);
            }
        }
        return tree;
    }

    @Override
    public String toString() {
        return "TokenRequest";
    }
}
