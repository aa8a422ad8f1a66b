package io.grantway.authserver.identity;

import static io.grantway.authserver.identity.IdentityRefused.unavailable;

import io.grantway.authserver.IdentityProviderConfig;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of a provider behind the browser's back.
record ProviderCalls(Outgoing outgoing) {
    private static final Pattern ERROR = Pattern.compile("[A-Za-z_]{1,60}");

    /// What a code gave.
    ///
    /// @param accessToken a secret, as the other
    record Tokens(String idToken, Optional<String> accessToken) {
        /// Nothing of them.
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /// Redeems a code (OpenID Connect Core §3.1.3.1).
    ///
    /// @param redirectUri that the code was asked for with
    Tokens redeem(
            ProviderDocument provider,
            IdentityProviderConfig us,
            Errand errand,
            String redirectUri,
            String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", errand.verifier());
        Optional<Secret> secret = Optional.ofNullable(us.clientSecret());
        boolean basic = provider.basic() && secret.isPresent();
        if (!basic) {
            form.put("client_id", us.clientId());
            secret.ifPresent(it -> form.put("client_secret", it.expose(text -> text)));
        }
        OutgoingRequest request =
                OutgoingRequest.post(
                                provider.token(),
                                Trust.CONFIGURED,
                                "application/x-www-form-urlencoded",
                                Body.of(Parameters.of(form).encoded()))
                        .with("Accept", "application/json");
        ObjectNode told =
                object(
                        "token request",
                        basic
                                ? request.with(
                                        "Authorization",
                                        "Basic " + basic(us.clientId(), secret.get()))
                                : request);
        return new Tokens(told.path("id_token").asString(""), text(told, "access_token"));
    }

    /// What else the provider tells of a user (OpenID Connect Core §5.3).
    ObjectNode userinfo(URI endpoint, String accessToken) {
        return object(
                "userinfo",
                OutgoingRequest.get(endpoint, Trust.CONFIGURED)
                        .with("Accept", "application/json")
                        .with("Authorization", "Bearer " + accessToken));
    }

    private ObjectNode object(String check, OutgoingRequest request) {
        OutgoingAnswer answer = fetch(check, request);
        Optional<ObjectNode> json = Json.readObject(answer.body().text());
        if (!answer.isOk()) {
            String error =
                    json.flatMap(it -> text(it, "error"))
                            .filter(it -> ERROR.matcher(it).matches())
                            .map(it -> " and " + it)
                            .orElse("");
            throw unavailable(check, "it was answered with status " + answer.status() + error);
        }
        return json.orElseThrow(() -> unavailable(check, "the answer is no JSON object"));
    }

    private OutgoingAnswer fetch(String check, OutgoingRequest request) {
        try {
            return outgoing.fetch(request);
        } catch (OutgoingFailure e) {
            throw unavailable(check, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.of(json.path(name).asString("")).filter(text -> !text.isEmpty());
    }

    /// RFC 6749 §2.3.1: each part encoded as in a form.
    private static String basic(String id, Secret secret) {
        String pair = encoded(id) + ":" + secret.expose(ProviderCalls::encoded);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
