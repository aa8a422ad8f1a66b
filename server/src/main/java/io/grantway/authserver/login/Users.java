package io.grantway.authserver.login;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.User;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.UserStore;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Every end user: those of the configuration file first, then those of the store.
public final class Users {
    private final Supplier<DeclaredUsers> declared;
    private final UserStore stored;
    private final PasswordCheck passwords;

    public Users(Supplier<DeclaredUsers> declared, UserStore stored, PasswordCheck passwords) {
        this.declared = declared;
        this.stored = stored;
        this.passwords = passwords;
    }

    public Optional<Account> find(String workspace, String username) {
        return declared.get()
                .find(workspace, username)
                .map(user -> Account.of(workspace, user))
                .or(() -> stored.findByName(workspace, username).map(Account::of));
    }

    public Optional<Account> find(String workspace, UUID id) {
        return declared.get().in(workspace).stream()
                .map(user -> Account.of(workspace, user))
                .filter(account -> account.id().equals(id))
                .findFirst()
                .or(() -> stored.find(workspace, id).map(Account::of));
    }

    /// @return false, with nothing changed, where somebody has the name
    boolean create(User user) {
        return declared.get().find(user.workspace(), user.username()).isEmpty()
                && stored.create(user);
    }

    /// Nobody has seen the user yet.
    void takeBack(User user) {
        stored.delete(user.workspace(), user.id());
    }

    /// Whether the user has one at all: who was made by a provider's word has none.
    boolean hasPassword(Account account) {
        return account.declared()
                || stored.find(account.workspace(), account.id())
                        .filter(user -> !user.passwordHash().isEmpty())
                        .isPresent();
    }

    /// Gives a user another password.
    ///
    /// @return false where there is no such user in the store
    /// @throws PasswordCheck.Busy when too many are being stretched already
    boolean changePassword(Account account, String password) {
        Optional<User> user = stored.find(account.workspace(), account.id());
        if (user.isEmpty()) {
            return false;
        }
        String hash = passwords.hash(password);
        User old = user.get();
        return stored.update(
                new User(
                        old.id(), old.workspace(), old.username(), old.name(), hash, old.claims()));
    }

    /// The user, where the password is theirs. Every answer costs one stretched password, also for
    /// a name that nobody has: else the time would tell which names exist.
    ///
    /// @throws PasswordCheck.Busy when too many are being checked already
    Optional<Account> authenticate(String workspace, String username, String password) {
        Optional<UserConfig> configured = declared.get().find(workspace, username);
        if (configured.isPresent()) {
            boolean right = passwords.matches(configured.get().password(), password);
            return right ? Optional.of(Account.of(workspace, configured.get())) : Optional.empty();
        }
        Optional<User> user = stored.findByName(workspace, username);
        // One who has no password takes the time of one who has.
        Optional<String> hash = user.map(User::passwordHash).filter(it -> !it.isEmpty());
        boolean right = passwords.matches(hash, password);
        return right ? user.map(Account::of) : Optional.empty();
    }
}
