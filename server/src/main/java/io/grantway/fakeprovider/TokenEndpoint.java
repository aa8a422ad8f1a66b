package io.grantway.fakeprovider;

import io.grantway.fakeprovider.Grants.Tokens;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The token endpoint (RFC 6749 §3.2), with its faults.
final class TokenEndpoint {
    private static final String MAINTENANCE =
            "<!DOCTYPE html><title>Maintenance</title><h1>We will be back soon</h1>\n";

    private final Switches switches;
    private final Credentials clients;
    private final Grants grants;
    private final Devices devices;
    private final Counters counters;
    private final Pauses pauses;

    TokenEndpoint(
            Switches switches,
            Credentials clients,
            Grants grants,
            Devices devices,
            Counters counters,
            Pauses pauses) {
        this.switches = switches;
        this.clients = clients;
        this.grants = grants;
        this.devices = devices;
        this.counters = counters;
        this.pauses = pauses;
    }

    Answer answer(Call call) {
        Parameters fields = Credentials.fields(call);
        String grant = fields.first("grant_type").orElse("");
        counters.tokenRequest(grant);
        switches.duration(Switch.SLOW).ifPresent(pauses::pause);
        OptionalInt failing = switches.number(Switch.FAILING);
        if (failing.isPresent()) {
            return Answer.error(
                    failing.getAsInt(), "temporarily_unavailable", "the provider is failing");
        }
        if (switches.has(Switch.HTML)) {
            return Answer.html(200, MAINTENANCE);
        }
        Answer answer;
        try {
            answer = Answer.json(200, json(tokens(call, fields, grant)));
        } catch (Refused e) {
            counters.tokenRefusal();
            answer = e.inside(switches.has(Switch.ERROR_200));
        }
        return switches.losesThis() ? new Answer.Lost() : answer;
    }

    private Tokens tokens(Call call, Parameters fields, String grant) {
        if (call.isForm() == switches.has(Switch.JSON_TOKEN_REQUEST)) {
            throw Refused.request(
                    call.isForm()
                            ? "the request must be JSON"
                            : "the request must be a form, application/x-www-form-urlencoded");
        }
        Client client = clients.client(call, fields);
        return switch (grant) {
            case "authorization_code" ->
                    grants.redeem(
                            required(fields, "code"),
                            client,
                            fields.first("redirect_uri").orElse(""),
                            fields.first("code_verifier").orElse(""));
            case "refresh_token" -> grants.renew(required(fields, "refresh_token"), client);
            case "client_credentials" ->
                    grants.grant(
                            client.id(), client, scopes(fields.first("scope").orElse("")), false);
            case "urn:ietf:params:oauth:grant-type:device_code" ->
                    devices.redeem(required(fields, "device_code"), client);
            default ->
                    throw new Refused(
                            400, "unsupported_grant_type", "grant_type '" + grant + "' is unknown");
        };
    }

    private static String required(Parameters fields, String name) {
        return fields.first(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> Refused.request(name + " is missing"));
    }

    /// In the order asked for; parted by blanks or commas.
    static Set<String> scopes(String text) {
        Set<String> scopes = new LinkedHashSet<>();
        for (String each : text.split("[ ,]+", -1)) {
            if (!each.isEmpty()) {
                scopes.add(each);
            }
        }
        return scopes;
    }

    private ObjectNode json(Tokens tokens) {
        ObjectNode token = Json.object();
        token.put("access_token", tokens.access());
        token.put("token_type", "Bearer");
        Duration life = switches.life();
        if (!switches.has(Switch.NO_EXPIRES_IN)) {
            token.put(
                    "expires_in",
                    switches.has(Switch.EXPIRES_IN_MS) ? life.toMillis() : life.toSeconds());
        }
        tokens.refresh().ifPresent(refresh -> token.put("refresh_token", refresh));
        String separator = switches.has(Switch.COMMA_SCOPES) ? "," : " ";
        token.put("scope", String.join(separator, tokens.scopes()));
        token.put("user", tokens.user());
        if (!switches.has(Switch.NESTED_TOKEN)) {
            return token;
        }
        ObjectNode outer = Json.object().put("ok", true);
        outer.set("authed_user", token);
        return outer;
    }
}
