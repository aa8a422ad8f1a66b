package io.grantway.boot;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Problem;
import io.grantway.token.ExternalRegistrationConfig;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.MetadataSource;
import io.grantway.token.ServerMetadata;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Registers clients of our applications at servers elsewhere (RFC 7591), and takes them away again
/// (RFC 7592). Blocks.
public record ForeignClients(Outgoing outgoing, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignClients.class);

    /// Of what a server says why it refuses.
    private static final int LONGEST = 200;

    /// A client that was registered.
    ///
    /// @param secret for whoever asked; kept nowhere here
    public record Registered(
            String clientId, Optional<String> secret, Optional<Management> management) {
        /// Without the secret.
        @Override
        public String toString() {
            return "registered client " + clientId;
        }
    }

    /// How a registration is managed.
    public record Management(URI uri, String accessToken) {
        /// Without the token.
        @Override
        public String toString() {
            return "registration at " + uri.getHost();
        }
    }

    /// @param name of the server
    /// @param application that the client is for
    /// @param asked `grantTypes` and `redirectUris`, where they are named
    /// @throws Problem 409 where clients cannot be registered there, 502 where it did not work
    public Registered register(
            String name, ExternalServerConfig server, String application, ObjectNode asked) {
        ExternalRegistrationConfig config = server.registration();
        if (config == null) {
            throw Problem.of(
                    409,
                    "no_registration",
                    "the authorization server "
                            + name
                            + " has no registration in the configuration: name the clientId of a"
                            + " client that was made there");
        }
        URI endpoint = endpoint(name, server, config);
        OutgoingRequest request =
                OutgoingRequest.post(
                                endpoint,
                                Trust.CONFIGURED,
                                "application/json",
                                Body.of(Json.write(metadata(application, asked))))
                        .with("Accept", "application/json");
        OutgoingAnswer answer = fetch(allowed(request, config.initialAccessToken()));
        if (answer.status() != 201 && !answer.isOk()) {
            throw refused(answer);
        }
        return registered(endpoint, answer);
    }

    private static OutgoingRequest allowed(OutgoingRequest request, @Nullable Secret token) {
        return token == null || token.isEmpty()
                ? request
                : token.expose(text -> request.with("Authorization", "Bearer " + text));
    }

    private static ObjectNode metadata(String application, ObjectNode asked) {
        ObjectNode json = Json.object().put("client_name", application);
        JsonNode grants = asked.path("grantTypes");
        if (grants.isEmpty()) {
            json.putArray("grant_types").add("client_credentials");
        } else {
            json.set("grant_types", grants.deepCopy());
        }
        if (!asked.path("redirectUris").isEmpty()) {
            json.set("redirect_uris", asked.path("redirectUris").deepCopy());
        }
        return json.put("token_endpoint_auth_method", "client_secret_basic");
    }

    private URI endpoint(
            String name, ExternalServerConfig server, ExternalRegistrationConfig config) {
        URI configured = config.endpoint();
        if (configured != null) {
            return configured;
        }
        String issuer = server.issuer();
        boolean keycloak = config.connector() == ExternalRegistrationConfig.Connector.KEYCLOAK;
        if (keycloak && issuer != null) {
            return URI.create(
                    issuer.replaceAll("/$", "") + "/clients-registrations/openid-connect");
        }
        MetadataSource source = new MetadataSource(name, server, outgoing, Runnable::run, clock);
        return switch (source.find()) {
            case MetadataSource.Known(ServerMetadata metadata) ->
                    metadata.registration()
                            .orElseThrow(() ->
                                    Problem.of(
                                            409,
                                            "no_registration",
                                            "the metadata of "
                                                    + name
                                                    + " names no registration endpoint: say"
                                                    + " registration.endpoint"));
            case MetadataSource.Unavailable(String why) ->
                    throw failed("the metadata of " + name + " cannot be had").because(why);
        };
    }

    private OutgoingAnswer fetch(OutgoingRequest request) {
        try {
            return outgoing.fetch(request);
        } catch (OutgoingFailure e) {
            throw failed("the authorization server did not answer: " + e.getMessage());
        }
    }

    private static Problem failed(String detail) {
        return Problem.of(502, "registration_failed", detail);
    }

    private static Problem refused(OutgoingAnswer answer) {
        JsonNode json = read(answer);
        String error = json.path("error").asString("");
        String why = json.path("error_description").asString("");
        String said = (error + (why.isEmpty() ? "" : ": " + why)).replaceAll("\\p{Cntrl}", " ");
        return failed(
                "the authorization server answered "
                        + answer.status()
                        + (said.isEmpty()
                                ? ""
                                : ", " + said.substring(0, Math.min(LONGEST, said.length()))));
    }

    private static JsonNode read(OutgoingAnswer answer) {
        try {
            return Json.parse(answer.body().text());
        } catch (Problem _) {
            return Json.object();
        }
    }

    private static Registered registered(URI endpoint, OutgoingAnswer answer) {
        JsonNode json = read(answer);
        String clientId = json.path("client_id").asString("");
        if (clientId.isBlank()) {
            throw failed("the authorization server answered without a client_id");
        }
        String token = json.path("registration_access_token").asString("");
        Optional<Management> management =
                sameOrigin(endpoint, json.path("registration_client_uri").asString(""))
                        .filter(_ -> !token.isEmpty())
                        .map(uri -> new Management(uri, token));
        return new Registered(
                clientId,
                Optional.of(json.path("client_secret").asString(""))
                        .filter(secret -> !secret.isEmpty()),
                management);
    }

    /// Where a registration is managed. Only at the server itself: an answer must not send us with
    /// a token to wherever it likes.
    private static Optional<URI> sameOrigin(URI endpoint, String text) {
        try {
            URI uri = new URI(text);
            return Objects.equals(uri.getScheme(), endpoint.getScheme())
                            && Objects.equals(uri.getRawAuthority(), endpoint.getRawAuthority())
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// Takes away the client of a credential that was registered from here; nothing for others.
    ///
    /// @param credential its settings
    /// @throws Problem 502 where it did not work
    public void unregister(ObjectNode credential) {
        JsonNode registration = credential.path("registration");
        String uri = registration.path("uri").asString("");
        String token = registration.path("accessToken").asString("");
        if (!uri.isEmpty() && !token.isEmpty()) {
            OutgoingAnswer answer = delete(new Management(URI.create(uri), token));
            // RFC 7592 §2.3: 204; 401 and 404 where there is no such client any more.
            boolean gone = answer.status() / 100 == 2 || answer.status() == 404;
            if (!gone && answer.status() != 401) {
                throw failed(
                        "the authorization server answered "
                                + answer.status()
                                + " to the deletion; with ?force=true it is forgotten here only");
            }
        }
    }

    private OutgoingAnswer delete(Management management) {
        return fetch(
                new OutgoingRequest(
                                "DELETE",
                                management.uri(),
                                Trust.CONFIGURED,
                                HeaderList.EMPTY,
                                Body.EMPTY,
                                OutgoingRequest.Limits.DOCUMENT,
                                false,
                                Optional.empty())
                        .with("Authorization", "Bearer " + management.accessToken()));
    }

    /// Takes away a client that could not be kept here, as well as that can be.
    public void forget(Management management) {
        try {
            delete(management);
        } catch (Problem e) {
            LOG.warn("a client that is not kept here stays registered: {}", e.getMessage());
        }
    }
}
