package io.grantway.authserver.clientauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.TokenEndpointConfig;
import io.grantway.catalog.Client;
import io.grantway.oauth.TokenEndpointAuthMethod;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The clients that have proved themselves by a secret a while ago, and may come again with a
/// cookie in its place. Kept by hash, in memory, and bounded: a client whose session is gone sends
/// its secret again.
public final class ClientSessions {
    private static final int MOST = 10_000;

    /// @param credentials what the client had to prove itself with: a session must not outlive a
    ///   secret that was withdrawn
    private record Session(
            UUID server, UUID client, TokenHash credentials, Instant began, Instant used) {
        boolean lasts(TokenEndpointConfig config, Instant now) {
            return now.isBefore(began.plus(config.lifetime()))
                    && now.isBefore(used.plus(config.idle()));
        }

        boolean isOf(UUID otherServer, UUID otherClient) {
            return server.equals(otherServer) && client.equals(otherClient);
        }

        Session at(Instant now) {
            return new Session(server, client, credentials, began, now);
        }
    }

    private final RandomText random;
    private final InstantSource clock;
    private final Cache<TokenHash, Session> sessions;

    public ClientSessions(SecureRandom random, InstantSource clock) {
        this.random = new RandomText(random);
        this.clock = clock;
        this.sessions =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(TokenEndpointConfig.LONGEST)
                        .ticker(() -> clock.millis() * 1_000_000)
                        .executor(Runnable::run)
                        .build();
    }

    /// Whether a request may go without credentials: it brings none of any kind, and the cookie of
    /// a session of this client at this server. Credentials that are sent are always judged, or a
    /// wrong secret would look right.
    boolean holds(Terms terms, Client client, TokenCall call) {
        return !bringsCredentials(call) && isGood(terms, client, call);
    }

    /// The cookie for a client that a good request has proved by its secret; none where it has one
    /// that lasts.
    public Optional<String> begin(Terms terms, Client client, TokenCall call) {
        boolean proved = hasSecret(client) && bringsCredentials(call);
        if (!proved || config(terms).isEmpty() || isGood(terms, client, call)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String value = random.token();
        sessions.put(
                TokenHash.of(value),
                new Session(terms.place().id(), client.id(), credentials(client, now), now, now));
        return Optional.of(value);
    }

    private boolean isGood(Terms terms, Client client, TokenCall call) {
        Optional<TokenEndpointConfig> config = config(terms);
        if (config.isEmpty() || call.session().isEmpty() || !hasSecret(client)) {
            return false;
        }
        TokenHash key = TokenHash.of(call.session().get());
        Session session = sessions.getIfPresent(key);
        if (session == null || !session.isOf(terms.place().id(), client.id())) {
            return false;
        }
        Instant now = clock.instant();
        boolean good =
                session.lasts(config.get(), now)
                        && session.credentials().equals(credentials(client, now));
        // One that was ended meanwhile stays so.
        sessions.asMap().computeIfPresent(key, (_, known) -> good ? known.at(now) : null);
        return good;
    }

    private static Optional<TokenEndpointConfig> config(Terms terms) {
        return terms.place()
                .issuer()
                .map(issuer -> issuer.config().tokenEndpoint())
                .filter(TokenEndpointConfig::bySession);
    }

    /// Whoever proves itself by a key does so each time: that is what the key is for.
    private static boolean hasSecret(Client client) {
        return !client.isPublic()
                && client.credentials()
                        .method()
                        .map(method ->
                                method == TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
                                        || method == TokenEndpointAuthMethod.CLIENT_SECRET_POST)
                        .orElse(true);
    }

    private static boolean bringsCredentials(TokenCall call) {
        return call.authorization().isPresent()
                || brings(call.parameters(), "client_secret")
                || brings(call.parameters(), "client_assertion");
    }

    private static boolean brings(OAuthParameters parameters, String name) {
        return parameters.text(name).isPresent() || parameters.isOddlyTyped(name);
    }

    private static TokenHash credentials(Client client, Instant now) {
        return TokenHash.of(
                client.credentials().method()
                        + client.credentials().secretsAt(now).stream()
                                .map(secret -> secret.expose(text -> TokenHash.of(text).bytes()))
                                .map(HexFormat.of()::formatHex)
                                .collect(Collectors.joining(" ")));
    }
}
