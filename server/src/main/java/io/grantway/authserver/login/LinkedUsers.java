package io.grantway.authserver.login;

import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.User;
import io.grantway.authserver.identity.ProvenIdentity;
import io.grantway.authserver.identity.ToldOfUser;
import io.grantway.oauth.TokenHash;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The users behind identities of providers. An identity leads to the user that it is linked with,
/// and to no other: a provider where somebody can enter another's name or e-mail address must not
/// open that other's account.
public final class LinkedUsers {
    /// How often a name is tried with a number behind it.
    private static final int NUMBERS = 50;

    private final IdentityStore store;
    private final Users users;
    private final InstantSource clock;
    private final SecureRandom random;

    public LinkedUsers(IdentityStore store, Users users, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.users = users;
        this.clock = clock;
        this.random = random;
    }

    /// Whom an identity leads to.
    sealed interface Finding {
        record Known(Account account) implements Finding {}

        /// Somebody who is no user any more.
        record Gone() implements Finding {}

        record Nobody() implements Finding {}
    }

    Finding find(String workspace, ProvenIdentity identity) {
        return store.find(workspace, identity.issuer(), identity.subject())
                .map(link ->
                        users.find(workspace, link.user())
                                .<Finding>map(Finding.Known::new)
                                .orElseGet(Finding.Gone::new))
                .orElseGet(Finding.Nobody::new);
    }

    /// Makes a user without a password. A name that somebody has stays theirs.
    Account create(String workspace, ProvenIdentity identity, ToldOfUser told) {
        String wanted =
                told.username()
                        .orElseGet(() ->
                                identity.provider()
                                        + "-"
                                        + TokenHash.of(identity.issuer() + ' ' + identity.subject())
                                                .fingerprint());
        User user = named(workspace, wanted, told);
        ForeignIdentity foreign =
                new ForeignIdentity(
                        workspace,
                        identity.provider(),
                        identity.issuer(),
                        identity.subject(),
                        told.shown());
        if (link(Account.of(user), foreign)) {
            return Account.of(user);
        }
        // Somebody was faster: the same browser, twice.
        users.takeBack(user);
        return find(workspace, identity) instanceof Finding.Known(var account)
                ? account
                : create(workspace, identity, told);
    }

    private User named(String workspace, String wanted, ToldOfUser told) {
        for (int number = 1; number <= NUMBERS; number++) {
            Optional<User> user =
                    tried(workspace, number == 1 ? wanted : wanted + "-" + number, told);
            if (user.isPresent()) {
                return user.get();
            }
        }
        return tried(workspace, wanted + "-" + BrowserCookie.fresh(random).substring(0, 16), told)
                .orElseThrow();
    }

    private Optional<User> tried(String workspace, String username, ToldOfUser told) {
        User user =
                new User(
                        UserResources.freshId(random),
                        workspace,
                        username,
                        told.name(),
                        "",
                        told.claims());
        return Optional.of(user).filter(users::create);
    }

    /// @return false where the identity is somebody's already, or the user has too many
    boolean link(Account account, ForeignIdentity identity) {
        return store.link(
                new LinkedIdentity(
                        account.workspace(),
                        identity.issuer(),
                        identity.subject(),
                        account.id(),
                        identity.shown(),
                        clock.instant()));
    }

    /// What a user can log in by beside a password, the oldest first.
    List<LinkedIdentity> of(Account account) {
        return store.of(account.id());
    }

    /// @return whether it was theirs
    boolean unlink(Account account, String issuer, String subject) {
        return store.unlink(account.id(), issuer, subject);
    }
}
