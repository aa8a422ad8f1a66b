package io.grantway.authserver.clientauth;

import io.grantway.authserver.SecretVerifier;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Compares a presented secret with those of a client: each that has not expired counts.
final class ClientSecrets {
    private final SecretVerifier verifier;
    private final InstantSource clock;

    ClientSecrets(SecretVerifier verifier, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /// Why a presented secret is not the client's.
    Optional<String> doubt(Client client, Optional<Secret> presented) {
        String whose = "the secret of client \"" + client.clientId() + "\" ";
        if (presented.isEmpty()) {
            return Optional.of(whose + "is missing");
        }
        return fits(client, presented.get()) ? Optional.empty() : Optional.of(whose + "is wrong");
    }

    /// Whether a presented secret is one of the client's. As it may be the second of several, those
    /// that are compared at once come first: else each request would stretch it against the first.
    boolean fits(Client client, Secret presented) {
        List<Secret> stored = client.credentials().secretsAt(clock.instant());
        return presented.expose(text ->
                stored.stream().anyMatch(each -> verifier.known(each, text).orElse(false))
                        || stored.stream()
                                .filter(each -> verifier.known(each, text).isEmpty())
                                .anyMatch(each -> verifier.matches(each, text)));
    }
}
