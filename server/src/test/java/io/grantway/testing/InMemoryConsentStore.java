package io.grantway.testing;

import io.grantway.authserver.Consent;
import io.grantway.authserver.ConsentStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Consents kept for the length of a test.
public final class InMemoryConsentStore implements ConsentStore {
    private final List<Consent> consents = new ArrayList<>();

    @Override
    public synchronized void save(Consent consent) {
        delete(consent);
        consents.add(consent);
    }

    @Override
    public synchronized Optional<Consent> find(
            UUID server, String workspace, String username, UUID client) {
        return list(workspace, username).stream()
                .filter(each -> each.server().equals(server) && each.client().equals(client))
                .findFirst();
    }

    @Override
    public synchronized List<Consent> list(String workspace, String username) {
        return consents.stream()
                .filter(each ->
                        each.workspace().equals(workspace) && each.username().equals(username))
                .sorted(Comparator.comparing(Consent::since))
                .toList();
    }

    @Override
    public synchronized boolean delete(Consent consent) {
        return find(consent.server(), consent.workspace(), consent.username(), consent.client())
                .map(consents::remove)
                .orElse(false);
    }
}
