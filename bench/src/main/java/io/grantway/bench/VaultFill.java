package io.grantway.bench;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.store.PostgresqlConfig;
import io.grantway.store.StoreConfig;
import io.grantway.store.seal.RowSeal;
import io.grantway.supply.KeptToken;
import io.grantway.supply.TokenRows;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// Fills the table of accounts of a store that nobody uses with copies of one account, each with a
/// sealed token of its own. Two of them, at two providers, are one user's; neither users nor ids
/// come in any order.
final class VaultFill {
    private static final int BATCH = 50_000;
    private static final List<String> PROVIDERS = List.of(VaultStore.DRIVE, VaultStore.PHOTOS);
    private static final int SPREAD = 0x9E37_79B1;
    private static final String FIRST = "first";
    private static final String COPY =
            """
            INSERT INTO account (id, workspace, app, end_user, provider, state, subject, label, variables, scopes,
                trouble, connected_at, ends_at, refreshed_at, connection, fixed, generation, token, lease_owner,
                lease_until, started, lapses_at, due_at, warn_at)
            SELECT ?, workspace, app, ?, ?, state, subject, label, variables, scopes, trouble, connected_at, ends_at,
                refreshed_at, connection, fixed, generation, ?, lease_owner, lease_until, started, lapses_at, due_at, warn_at
            FROM (SELECT * FROM account WHERE workspace = 'default' AND end_user = 'first' AND provider = 'drive') AS one
            """;

    private VaultFill() {}

    static AccountKey key(int number) {
        String user = "user-%08x".formatted(number / PROVIDERS.size() * SPREAD);
        return VaultStore.key(user, PROVIDERS.get(number % PROVIDERS.size()));
    }

    static TokenHash id(int number) {
        return TokenHash.of("account-" + number);
    }

    static String token(int number) {
        return "access-token-of-the-benchmark-" + number;
    }

    static void fill(Path data, StoreConfig config, int count) throws SQLException {
        RowSeal seal;
        Map<String, KeptToken> first = new HashMap<>();
        // Its clock stands still: so the data key that it has read seals after its end too.
        try (VaultStore store = VaultStore.open(data, config, InstantSource.fixed(Instant.now()))) {
            for (String provider : PROVIDERS) {
                first.put(provider, first(store, VaultStore.key(FIRST, provider)));
            }
            seal = store.sql().rowSeal();
        }
        try (Connection connection = connection(data, config)) {
            connection.setAutoCommit(false);
            insert(connection, seal, first, count);
        }
        try (VaultStore store = VaultStore.open(data, config, InstantSource.system())) {
            for (String provider : PROVIDERS) {
                var _ = store.accounts().remove(VaultStore.key(FIRST, provider));
            }
            for (int number : new int[] {0, 1, count - 2, count - 1}) {
                if (!store.token(key(number)).matches(token(number))) {
                    throw new IllegalStateException("the store was filled wrongly");
                }
            }
        }
    }

    private static KeptToken first(VaultStore store, AccountKey key) {
        TokenRows rows = store.sql().accounts().tokens();
        Account account = store.connect(key, "access-token");
        return rows.find(account.id()).orElseThrow().token().orElseThrow();
    }

    private static Connection connection(Path data, StoreConfig config) throws SQLException {
        PostgresqlConfig shared = config.postgresql();
        if (shared != null) {
            Properties user = new Properties();
            user.setProperty("user", shared.username());
            return DriverManager.getConnection(Objects.requireNonNull(shared.url()), user);
        }
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("grantway.db"));
        try (Statement fast = connection.createStatement()) {
            // Nothing is lost if this is broken off: the store is thrown away then.
            fast.execute("PRAGMA synchronous = OFF");
            fast.execute("PRAGMA cache_size = -2000000");
        }
        return connection;
    }

    private static void insert(
            Connection connection, RowSeal seal, Map<String, KeptToken> first, int count)
            throws SQLException {
        try (PreparedStatement copy = connection.prepareStatement(COPY)) {
            for (int i = 0; i < count; i++) {
                AccountKey key = key(i);
                copy.setBytes(1, id(i).bytes());
                copy.setString(2, key.user());
                copy.setString(3, key.provider());
                copy.setBytes(
                        4, sealed(seal, Objects.requireNonNull(first.get(key.provider())), i));
                copy.addBatch();
                if (i % BATCH == BATCH - 1) {
                    copy.executeBatch();
                    connection.commit();
                }
            }
            copy.executeBatch();
            connection.commit();
        }
    }

    /// As a new account's token is.
    private static byte[] sealed(RowSeal seal, KeptToken first, int number) {
        KeptToken token =
                new KeptToken(
                        first.key(),
                        first.obtained(),
                        Secret.of(token(number)),
                        first.type(),
                        first.until(),
                        first.scopes(),
                        first.refreshToken(),
                        first.previous(),
                        first.replaced(),
                        first.refreshUntil());
        String row = "account token " + HexFormat.of().formatHex(id(number).bytes()) + " 1";
        return seal.seal(VaultStore.WORKSPACE, token.encoded(), row);
    }
}
