package io.grantway.testing;

import io.grantway.vault.AccountKey;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.VaultEvent.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What happens with accounts in tests.
public final class VaultEvents {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final AccountKey MEGAN =
            new AccountKey("Sample", "printpixie", "megan@personalemail.com", "google-drive");

    private VaultEvents() {}

    public static AccountKey key(String app, String user, String provider) {
        return new AccountKey("Sample", app, user, provider);
    }

    public static VaultEvent event(Instant at, Kind kind, AccountKey account, String outcome) {
        return new VaultEvent(
                at,
                kind,
                account,
                outcome,
                OptionalInt.of(200),
                12,
                345,
                Optional.of("0123456789ab"),
                "GET /drive/v3/files",
                Optional.of("req-1"));
    }

    public static VaultEvent call(Instant at, AccountKey account) {
        return event(at, Kind.CALL, account, "ok");
    }

    /// A line whose id begins with its time, as the log makes them.
    ///
    /// @param number tells lines of one moment apart
    public static VaultCall line(VaultEvent event, long number) {
        return new VaultCall(
                new UUID((event.at().toEpochMilli() << 16) | 0x7000L | number, -number), event);
    }
}
