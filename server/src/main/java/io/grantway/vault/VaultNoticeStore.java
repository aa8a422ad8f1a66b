package io.grantway.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps what has to be told of accounts until it is told, and that it was: an outbox that all
/// nodes share.
public interface VaultNoticeStore {
    /// @return how many are new
    int add(List<VaultNotice> notices);

    /// The oldest that is in no batch, where it is from this moment or before.
    Optional<VaultNotice> ripe(Instant before);

    /// Puts those that are in no batch into one, where they have workspace, app, provider and kind
    /// of the given one, with the deliveries that it makes. Where another node has taken them all,
    /// does nothing.
    ///
    /// @return how many there are
    int gather(VaultNotice like, UUID batch, List<NoticeDelivery> deliveries, int most);

    /// Of a batch, in the order of users.
    List<VaultNotice> of(UUID batch);

    /// Takes a delivery that is due, for one attempt that nobody else makes meanwhile.
    ///
    /// @param until when it is due again if nothing is heard of this attempt
    Optional<NoticeDelivery> claim(Instant now, Instant until);

    /// Says what became of an attempt. Where it took so long that another one was begun, does
    /// nothing.
    void attempted(NoticeDelivery delivery);

    /// The newest first.
    ///
    /// @param before the last of the page before; empty for the first
    List<NoticeDelivery> page(String workspace, Optional<UUID> before, int size);

    List<VaultNotice> ofUser(String workspace, String app, String user);

    /// @param provider only of the account there; empty for all of the user
    /// @return how many there were
    int forget(String workspace, String app, String user, Optional<String> provider);

    /// Takes away notices and deliveries from before a moment, of each at most so many at once.
    ///
    /// @return how many went
    int expire(Instant notices, Instant deliveries, int atOnce);
}
