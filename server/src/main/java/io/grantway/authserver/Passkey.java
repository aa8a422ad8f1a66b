package io.grantway.authserver;

import java.time.Instant;
import java.util.UUID;

/// A passkey of a user (Web Authentication Level 3 §4): what is kept of it proves nothing, for the
/// private key never leaves its authenticator.
///
/// @param id that its authenticator gave it, base64url
/// @param user its owner, whose name in the workspace is `username`
/// @param handle that its authenticator knows the owner by (§5.4.3), base64url: random, for a hash
///   of a name could be tried out by whoever reads the authenticator
/// @param name by which the owner knows it
/// @param credential the public key and what was told with it, as the authenticator encoded it
/// @param counter of signatures as last seen; authenticators without one leave it at 0
/// @param synced it may live on several devices (§6.1.3, "backup eligible")
public record Passkey(
        String id,
        UUID user,
        String workspace,
        String username,
        String handle,
        String name,
        PublicCredential credential,
        long counter,
        boolean synced,
        Instant createdAt) {}
