package io.grantway.jose;

import java.util.Collection;
import java.util.List;

/// Where signing keys are kept. Every method throws an unchecked exception when the store cannot be
/// reached; nothing of the change is done then.
public interface SigningKeyStore {
    /// The keys of an issuer, by id.
    ///
    /// @throws RuntimeException where what is kept cannot be read: it was sealed by another key
    List<SigningKey> all(String issuer);

    /// Changes keys of an issuer, all or none.
    ///
    /// @param put new ones, and ones that were there under the same id
    /// @param gone the ids of those that end
    void save(String issuer, Collection<SigningKey> put, Collection<String> gone);
}
