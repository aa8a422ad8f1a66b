package io.grantway.vault;

import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Notices of one app, provider and kind on their way to one receiver.
///
/// @param batch of the notices; what receivers know it by
/// @param target whom it goes to, without what is secret in an address
/// @param due when it is to be tried, or tried again if whoever tries it now should die
/// @param attempts so far
/// @param failure of the last attempt, for people
public record NoticeDelivery(
        String workspace,
        UUID id,
        UUID batch,
        String app,
        String provider,
        Kind kind,
        String target,
        State state,
        Instant made,
        Instant due,
        int attempts,
        Optional<String> failure) {
    /// How far it has come.
    public enum State {
        WAITING,
        SENT,
        /// Given up.
        DEAD
    }

    /// After an attempt.
    public NoticeDelivery became(State next, Instant later, Optional<String> why) {
        return new NoticeDelivery(
                workspace, id, batch, app, provider, kind, target, next, made, later, attempts,
                why);
    }
}
