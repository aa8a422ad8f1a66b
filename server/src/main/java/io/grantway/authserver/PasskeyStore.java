package io.grantway.authserver;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps the passkeys of users. As durable as [TokenStore], and throws as it does. Goes with the
/// user that [UserStore#delete] deletes.
public interface PasskeyStore {
    /// @return false, with nothing changed, where one of that id is there
    boolean add(Passkey passkey);

    Optional<Passkey> find(String id);

    /// A user's, in the order they were made.
    List<Passkey> of(UUID user);

    /// Remembers a signature's counter.
    ///
    /// @return false where the counter that was seen is not the one kept any more: somebody else
    ///   used the passkey at the same time
    boolean use(String id, long seen, long counter);

    /// @return whether the user had one of that id
    boolean delete(UUID user, String id);
}
