package io.grantway.testing;

import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.authserver.clientauth.ClientSessions;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientCredentials;
import io.grantway.catalog.ClientMetadata;
import io.grantway.catalog.ClientType;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ProtectedApi;
import io.grantway.config.Secret;
import io.grantway.http.ClientCertificate;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Token requests of registered clients, and who they turn out to come from.
public final class ClientCalls {
    private static final Consumer CONSUMER =
            new Consumer(new UUID(3, 1), "Sample", "ClientApp", Optional.empty());

    public final TestClock clock;
    public boolean strict = true;

    /// What clients publish.
    public final Documents documents;

    private final List<Client> clients;
    private final ClientAuthenticator authenticator;

    public ClientCalls() {
        this(new SecretVerifier(1, 1000));
    }

    public ClientCalls(SecretVerifier verifier) {
        this.clock = new TestClock();
        this.documents = new Documents();
        this.clients = new ArrayList<>();
        this.authenticator =
                new ClientAuthenticator(
                        () -> new Catalog(List.of(CONSUMER), clients),
                        verifier,
                        documents.keys(clock),
                        Documents.none(clock),
                        new ClientSessions(new SecureRandom(), clock),
                        clock);
    }

    private ClientCalls(ClientCalls other, ClientAuthRules rules) {
        this.clock = other.clock;
        this.documents = other.documents;
        this.clients = other.clients;
        this.authenticator = other.authenticator.by(rules);
    }

    /// The same clients at a server with other rules.
    public ClientCalls by(ClientAuthRules rules) {
        return new ClientCalls(this, rules);
    }

    public static ClientCredentials secret(String secret) {
        return ClientCredentials.ofSecret(Optional.of(Secret.of(secret)));
    }

    /// Registers a client.
    public ClientCalls with(String clientId, ClientType type, ClientCredentials credentials) {
        clients.add(
                new Client(
                        UUID.nameUUIDFromBytes(clientId.getBytes(StandardCharsets.UTF_8)),
                        clientId,
                        credentials,
                        type,
                        List.of(),
                        ClientMetadata.NONE,
                        clientId,
                        CONSUMER));
        return this;
    }

    public String post(String clientId, String secret) {
        return send("client_id=" + clientId + "&client_secret=" + secret);
    }

    public String basic(String clientId, String secret) {
        String pair = clientId + ":" + secret;
        String header =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return authenticate(new TokenCall(OAuthParameters.NONE, Optional.of(header)));
    }

    /// @param form the request's parameters
    public String send(String form) {
        return authenticate(
                new TokenCall(OAuthParameters.of(Parameters.parse(form)), Optional.empty()));
    }

    /// @param form the request's parameters, sent by a connection with a certificate
    public String send(String form, ClientCertificate certificate) {
        return authenticate(
                new TokenCall(
                        OAuthParameters.of(Parameters.parse(form)),
                        Optional.empty(),
                        Optional.of(certificate)));
    }

    /// The id of the client that a request comes from, or the name of the refusal.
    public String authenticate(TokenCall call) {
        SettingsBuilder settings = new SettingsBuilder();
        settings.strict = strict;
        Terms terms =
                Terms.of(new ProtectedApi("Sample", new UUID(1, 1), "Event", settings.build()));
        try {
            return authenticator.authenticate(terms, call).clientId();
        } catch (OAuthRefusal refusal) {
            return refusal.refusal().name();
        }
    }
}
