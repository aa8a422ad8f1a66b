package io.grantway.testing;

import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.LinkedIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Identities kept for the length of a test.
public final class InMemoryIdentityStore implements IdentityStore {
    private final List<LinkedIdentity> identities = new ArrayList<>();

    @Override
    public synchronized Optional<LinkedIdentity> find(
            String workspace, String issuer, String subject) {
        return identities.stream()
                .filter(each -> each.workspace().equals(workspace))
                .filter(each -> each.issuer().equals(issuer))
                .filter(each -> each.subject().equals(subject))
                .findFirst();
    }

    @Override
    public synchronized boolean link(LinkedIdentity identity) {
        return of(identity.user()).size() < MOST
                && find(identity.workspace(), identity.issuer(), identity.subject()).isEmpty()
                && identities.add(identity);
    }

    @Override
    public synchronized List<LinkedIdentity> of(UUID user) {
        return identities.stream()
                .filter(each -> each.user().equals(user))
                .sorted(Comparator.comparing(LinkedIdentity::since))
                .toList();
    }

    @Override
    public synchronized boolean unlink(UUID user, String issuer, String subject) {
        return identities.removeIf(each ->
                each.user().equals(user)
                        && each.issuer().equals(issuer)
                        && each.subject().equals(subject));
    }
}
