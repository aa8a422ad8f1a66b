package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Shorthand;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Whether and how clients may register themselves (RFC 7591, RFC 7592).
public record RegistrationConfig(
        @Key(
                        value =
                                "`closed`, `initialAccessToken` (for whoever has been given one) or"
                                        + " `open` (for everybody).",
                        or = "closed")
                Mode mode,
        @Key(
                        value = "The consumer that registered clients belong to; made when needed.",
                        or = "registered-clients")
                String consumer,
        @Key(
                        value =
                                "Initial access tokens, beside those that are made over the admin"
                                        + " API.",
                        example = "['${env:REGISTRATION_TOKEN}']")
                List<InitialAccessTokenConfig> initialAccessTokens,
        @Key(
                        value =
                                "The grants that registered clients may have. Where empty: all of"
                                        + " this server; in `open` mode those by which a user"
                                        + " agrees (`authorization_code`, `refresh_token`,"
                                        + " `implicit`, the device grant), since by others anybody"
                                        + " would get tokens.",
                        example = "[authorization_code, refresh_token]")
                List<String> grants,
        @Key(
                        value = "The scopes that they may have; all of this server, where empty.",
                        example = "[orders.read]")
                List<String> scopes,
        @Key(value = "How many registered clients there may be.", or = "1000") int mostClients,
        @Key(value = "In `open` mode: registrations from one address in an hour.", or = "20")
                int perAddress,
        @Key(
                        value =
                                "A client that has not proven itself once so long after it"
                                        + " registered is taken away when the next one registers.",
                        or = "7d")
                Duration unusedFor,
        @Key("Who may vouch for software (RFC 7591 §2.3). Their word goes before the client's.")
                List<SoftwareIssuer> softwareIssuers,
        @Key(value = "Only software that one of them vouches for.", or = "false")
                boolean requireSoftwareStatement,
        @Key(
                        value =
                                "Clients that nobody registers: their id is the public address of a"
                                        + " document about them (client id metadata documents)."
                                        + " They are as those of an `open` server, by `none` or"
                                        + " `private_key_jwt`.",
                        or = "false")
                ClientDocumentsConfig clientIdMetadataDocuments) {
    public RegistrationConfig {
        if (mostClients < 1 || perAddress < 1) {
            throw new IllegalArgumentException("mostClients and perAddress must be 1 or more");
        }
        if (unusedFor.toSeconds() < 1) {
            throw new IllegalArgumentException("unusedFor must be a second or more");
        }
        if (consumer.isBlank()) {
            throw new IllegalArgumentException("consumer must not be empty");
        }
        if (requireSoftwareStatement && softwareIssuers.isEmpty()) {
            throw new IllegalArgumentException(
                    "requireSoftwareStatement needs softwareIssuers: those who may vouch");
        }
    }

    public boolean on() {
        return mode != Mode.CLOSED;
    }

    /// Who may register clients.
    public enum Mode {
        CLOSED("closed"),
        INITIAL_ACCESS_TOKEN("initialAccessToken"),
        OPEN("open");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// A token that lets its holder register clients (RFC 7591 §3).
    public record InitialAccessTokenConfig(
            @Shorthand @Key("The token itself: 20 characters or more that nobody can guess.")
                    Secret token,
            @Key(
                            value = "From when on it counts no more; never, where absent.",
                            example = "2027-01-31T00:00:00Z")
                    @Nullable Instant expiresAt) {
        private static final int SHORTEST = 20;

        public InitialAccessTokenConfig {
            if (token.expose(text -> text.length() < SHORTEST)) {
                throw new IllegalArgumentException(
                        "token must have " + SHORTEST + " characters or more");
            }
        }
    }

    /// One who vouches for software.
    public record SoftwareIssuer(
            @Key(value = "`iss` of their statements.", example = "https://directory.example")
                    String issuer,
            @Key(
                            value = "Their public keys, a JWK set (RFC 7517 §5).",
                            example = "'${file:directory.jwks.json}'")
                    @Nullable ObjectNode jwks,
            @Key(
                            value = "Where they publish them instead.",
                            example = "https://directory.example/jwks")
                    @Nullable URI jwksUri) {
        public SoftwareIssuer {
            if ((jwks == null) == (jwksUri == null)) {
                throw new IllegalArgumentException("a software issuer has jwks or jwksUri");
            }
        }
    }
}
