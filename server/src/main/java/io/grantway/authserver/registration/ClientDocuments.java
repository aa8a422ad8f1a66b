package io.grantway.authserver.registration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.ClientDocumentsConfig;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.Terms;
import io.grantway.catalog.Client;
import io.grantway.catalog.GuestClients;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Limits;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Clients whose id is the address of a document about them
/// (draft-ietf-oauth-client-id-metadata-document): fetched when they first come, looked at as a
/// registration is, and kept for a while. Nobody has to register them, and nothing is stored.
public final class ClientDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(ClientDocuments.class);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    /// Anybody can make this server ask for an address: only a few at the same time.
    private static final int AT_ONCE = 8;

    private static final Limits SMALL = new Limits(Duration.ofSeconds(3), 16 * 1024);

    private final Outgoing outgoing;
    private final GuestClients guests;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    private record Key(String workspace, String server, URI uri) {}

    private final Cache<Key, Visit> visits =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    public ClientDocuments(Outgoing outgoing, GuestClients guests, InstantSource clock) {
        this.outgoing = outgoing;
        this.guests = guests;
        this.clock = clock;
    }

    /// Makes a client known that has a document. Blocks where it must be fetched.
    ///
    /// @return whether the client may be looked up at this server
    public boolean welcome(Terms terms, String clientId) {
        if (!DocumentAddress.isLike(clientId)) {
            return true;
        }
        Optional<Issuer> issuer = terms.place().issuer();
        ClientDocumentsConfig config =
                issuer.map(it -> it.config().registration().clientIdMetadataDocuments())
                        .orElse(ClientDocumentsConfig.OFF);
        Optional<URI> uri =
                config.on() ? DocumentAddress.of(clientId, config.hosts()) : Optional.empty();
        if (uri.isEmpty()) {
            // Registered in the usual way, or else a guest of another server of the workspace.
            return guests.find(terms.place().workspace(), clientId).isEmpty();
        }
        Key key = new Key(terms.place().workspace(), terms.place().name(), uri.get());
        visits.get(key, _ -> new Visit()).look(key.uri(), terms, issuer.orElseThrow());
        return true;
    }

    /// One document. One request asks for it; the others wait for what that brings.
    private final class Visit {
        private Instant askAgainAt = Instant.MIN;
        private boolean good;

        synchronized void look(URI uri, Terms terms, Issuer issuer) {
            // It may have had to make room for others.
            boolean gone = good && guests.find(terms.place().workspace(), uri.toString()).isEmpty();
            boolean early = clock.instant().isBefore(askAgainAt) && !gone;
            if (early || !places.tryAcquire()) {
                return;
            }
            try {
                good = fetched(uri, terms, issuer);
                askAgainAt = clock.instant().plus(good ? LIFE : PAUSE);
            } finally {
                places.release();
            }
        }
    }

    private boolean fetched(URI uri, Terms terms, Issuer issuer) {
        String clientId = uri.toString();
        try {
            OutgoingAnswer answer =
                    outgoing.fetch(
                            OutgoingRequest.get(uri, Trust.FOREIGN)
                                    .within(SMALL)
                                    .with("Accept", "application/json"));
            if (answer.isOk()) {
                guests.put(client(answer.body().text(), clientId, terms, issuer));
                return true;
            }
            withdrawn(terms, clientId, "answered with status " + answer.status(), true);
        } catch (OutgoingFailure failure) {
            // Whoever was known stays known while their host is away.
            withdrawn(terms, clientId, String.valueOf(failure.getMessage()), false);
        } catch (Problem | RegistrationRefusal bad) {
            withdrawn(terms, clientId, String.valueOf(bad.getMessage()), true);
        }
        return false;
    }

    private void withdrawn(Terms terms, String clientId, String why, boolean forGood) {
        LOG.info("client document of {}: {}", URI.create(clientId).getHost(), why);
        if (forGood) {
            guests.find(terms.place().workspace(), clientId).ifPresent(guests::remove);
        }
    }

    private static Client client(String text, String clientId, Terms terms, Issuer issuer) {
        if (!(Json.parse(text) instanceof ObjectNode json)) {
            throw RegistrationRefusal.metadata("client_id", "must be a member of a JSON object");
        }
        if (!json.path("client_id").asString("").equals(clientId)) {
            throw RegistrationRefusal.metadata("client_id", "must be the document's own address");
        }
        if (json.has("client_secret") || json.has("client_secret_expires_at")) {
            throw RegistrationRefusal.metadata("client_secret", "has no place in a document");
        }
        if (!json.has("token_endpoint_auth_method")) {
            json.put("token_endpoint_auth_method", "none");
        }
        return Guest.of(
                MetadataCheck.of(json, Offer.ofDocuments(terms, issuer)), clientId, terms, issuer);
    }
}
