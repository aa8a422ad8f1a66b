package io.grantway.vault.connect;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.Problem;
import io.grantway.vault.Credential;
import io.grantway.vault.CredentialPlacement;
import io.grantway.vault.Provider;
import io.grantway.vault.SignedCall;
import io.grantway.vault.Template;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Questions to a provider in the name of an account that is just being connected.
///
/// @param random for nonces
record ProviderCalls(Outgoing outgoing, InstantSource clock, SecureRandom random) {
    /// What came back.
    ///
    /// @param json empty where it is none
    record Told(int status, Optional<JsonNode> json) {
        boolean isOk() {
            return status >= 200 && status < 300;
        }
    }

    /// Empty where the provider could not be reached.
    Optional<Told> get(
            Provider provider,
            Template template,
            Map<String, String> variables,
            Credential credential) {
        Address address = Address.of(template, provider, variables);
        URI uri = address.uri();
        CredentialPlacement.Placed placed =
                new CredentialPlacement(provider, clock, random)
                        .placed(
                                credential,
                                Variables.placeholders(provider, variables),
                                HeaderList.of("Accept", "application/json"),
                                () -> new SignedCall("GET", uri, Optional.empty(), Body.EMPTY));
        HeaderList fields =
                placed.fields().contains("Accept")
                        ? placed.fields()
                        : placed.fields().with("Accept", "application/json");
        OutgoingRequest request =
                new OutgoingRequest(
                        "GET",
                        with(uri, placed.query()),
                        address.trust(),
                        fields,
                        Body.EMPTY,
                        Limits.DOCUMENT,
                        false,
                        Optional.empty());
        try {
            OutgoingAnswer answer = outgoing.fetch(request);
            return Optional.of(new Told(answer.status(), json(answer)));
        } catch (OutgoingFailure _) {
            return Optional.empty();
        }
    }

    private static URI with(URI uri, String query) {
        if (query.isEmpty()) {
            return uri;
        }
        return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
    }

    private static Optional<JsonNode> json(OutgoingAnswer answer) {
        try {
            return Optional.of(Json.parse(answer.body().text()));
        } catch (Problem _) {
            return Optional.empty();
        }
    }
}
