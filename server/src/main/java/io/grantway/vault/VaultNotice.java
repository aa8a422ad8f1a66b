package io.grantway.vault;

import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.Optional;

/// Something that has to be told of an account, once for each time that it was connected.
///
/// @param kind `RECONNECT_NEEDED` or `ENDS_SOON`
/// @param connected when the account was, which tells one grant's end from the next one's
/// @param trouble why, for people; redacted
/// @param ends when the grant ends, where that is known
public record VaultNotice(
        AccountKey account,
        Kind kind,
        Instant connected,
        Instant at,
        Optional<String> label,
        Optional<String> trouble,
        Optional<Instant> ends) {}
