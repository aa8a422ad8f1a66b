package io.grantway.store;

import io.grantway.admin.AdminTokenStore;
import io.grantway.admin.AuditStore;
import io.grantway.admin.EntityStore;
import io.grantway.analytics.AnalyticsStore;
import io.grantway.authserver.CodeStore;
import io.grantway.authserver.ConsentStore;
import io.grantway.authserver.DeniedTokens;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.PasskeyStore;
import io.grantway.authserver.SessionStore;
import io.grantway.authserver.TokenStore;
import io.grantway.authserver.UserStore;
import io.grantway.jose.SigningKeyStore;
import io.grantway.services.FileJournal;
import io.grantway.services.Leases;
import io.grantway.services.RunStore;
import io.grantway.store.seal.RowSeal;
import io.grantway.store.seal.Seal;
import io.grantway.store.seal.WorkspaceKeys;
import io.grantway.store.sql.DataDirectory;
import io.grantway.store.sql.Database;
import io.grantway.store.sql.Limits;
import io.grantway.store.sql.NativeLibrary;
import io.grantway.store.sql.PostgresDatabase;
import io.grantway.store.sql.PostgresServer;
import io.grantway.store.sql.SqlAccountDeadlines;
import io.grantway.store.sql.SqlAccounts;
import io.grantway.store.sql.SqlAdminTokens;
import io.grantway.store.sql.SqlAnalytics;
import io.grantway.store.sql.SqlAudit;
import io.grantway.store.sql.SqlCodes;
import io.grantway.store.sql.SqlConnectSessions;
import io.grantway.store.sql.SqlConsents;
import io.grantway.store.sql.SqlDataKeys;
import io.grantway.store.sql.SqlDeniedTokens;
import io.grantway.store.sql.SqlEntities;
import io.grantway.store.sql.SqlFactors;
import io.grantway.store.sql.SqlFileJournal;
import io.grantway.store.sql.SqlIdentities;
import io.grantway.store.sql.SqlInitialAccessTokens;
import io.grantway.store.sql.SqlLeases;
import io.grantway.store.sql.SqlPasskeys;
import io.grantway.store.sql.SqlRuns;
import io.grantway.store.sql.SqlSealed;
import io.grantway.store.sql.SqlSessions;
import io.grantway.store.sql.SqlSettings;
import io.grantway.store.sql.SqlSigningKeys;
import io.grantway.store.sql.SqlSuppliedTokens;
import io.grantway.store.sql.SqlTokens;
import io.grantway.store.sql.SqlUsers;
import io.grantway.store.sql.SqlVaultCalls;
import io.grantway.store.sql.SqlVaultNotices;
import io.grantway.store.sql.SqlWorkspaceRows;
import io.grantway.store.sql.SqliteDatabase;
import io.grantway.store.sql.Upkeep;
import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.TokenSpill;
import io.grantway.token.TokenLookup;
import io.grantway.vault.AccountDeadlines;
import io.grantway.vault.AccountStore;
import io.grantway.vault.ConnectSessionStore;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultNoticeStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Every store of the server: in one SQLite file, `grantway.db`, of the data directory, or in a
/// PostgreSQL database that several nodes share.
public final class SqlStore implements AutoCloseable {
    private final DataDirectory directory;
    private final Database database;
    private final SqlTokens tokens;
    private final CodeStore codes;
    private final DeniedTokens denied;
    private final UserStore users;
    private final SessionStore sessions;
    private final FactorStore factors;
    private final PasskeyStore passkeys;
    private final IdentityStore identities;
    private final ServerSettings settings;
    private final AdminTokenStore adminTokens;
    private final ConsentStore consents;
    private final AuditStore audit;
    private final ServerSettings sealedSettings;
    private final EntityStore entities;
    private final SigningKeyStore signingKeys;
    private final InitialAccessTokenStore initialAccessTokens;
    private final AnalyticsStore analytics;
    private final RunStore runs;
    private final Leases leases;
    private final FileJournal files;
    private final SuppliedTokenStore suppliedTokens;
    private final SealedSpill tokenSpill;
    private final ConnectSessionStore connectSessions;
    private final WorkspaceKeys rowSeal;
    private final VaultCallStore vaultCalls;
    private final VaultNoticeStore vaultNotices;
    private final KeyWord keyWord;
    private final KeyRotation keyRotation;
    private final AccountStore accounts;
    private final AccountDeadlines accountDeadlines;
    private final SealedSpill accountSpill;

    private SqlStore(DataDirectory directory, Database database, Seal seal, InstantSource clock) {
        this.directory = directory;
        this.database = database;
        this.tokens = new SqlTokens(database, clock);
        this.codes = new SqlCodes(database, clock);
        this.denied = new SqlDeniedTokens(database, clock);
        this.users = new SqlUsers(database);
        this.sessions = new SqlSessions(database, clock);
        this.settings = new SqlSettings(database);
        this.adminTokens = new SqlAdminTokens(database);
        this.consents = new SqlConsents(database);
        this.identities = new SqlIdentities(database);
        this.audit = new SqlAudit(database);
        this.sealedSettings = new SealedSettings(settings, seal);
        this.entities = new SqlEntities(database, seal);
        this.signingKeys = new SqlSigningKeys(database, seal);
        this.initialAccessTokens = new SqlInitialAccessTokens(database);
        this.factors = new SqlFactors(database, seal);
        this.passkeys = new SqlPasskeys(database);
        this.analytics = new SqlAnalytics(database);
        this.runs = new SqlRuns(database);
        this.leases = new SqlLeases(database);
        this.files = new SqlFileJournal(database);
        this.suppliedTokens = new SqlSuppliedTokens(database, seal);
        this.connectSessions = new SqlConnectSessions(database, seal);
        this.tokenSpill = new SealedSpill(directory.path().resolve("spilled"), seal);
        this.accountSpill =
                new SealedSpill(directory.path().resolve("spilled").resolve("accounts"), seal);
        SqlSealed sealed = new SqlSealed(database);
        this.keyWord = new KeyWord(settings, sealed, seal, directory.path(), database.isShared());
        this.rowSeal = new WorkspaceKeys(new SqlDataKeys(database), seal, clock);
        this.vaultCalls = new SqlVaultCalls(database);
        this.vaultNotices = new SqlVaultNotices(database);
        this.keyRotation =
                new KeyRotation(
                        seal,
                        rowSeal,
                        new SealedPlaces(
                                sealed,
                                new SqlWorkspaceRows(database),
                                List.of(tokenSpill, accountSpill)),
                        database.isShared(),
                        clock);
        this.accounts = new SqlAccounts(database, rowSeal);
        this.accountDeadlines = new SqlAccountDeadlines(database);
    }

    /// Opens the data directory, making it (mode 0700) and the file (0600) where they are missing,
    /// and brings the file's schema up to date.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable with a text for the operator: the directory
    ///   cannot be written, another process uses it, the file is damaged or newer than this program
    public static SqlStore open(Path dataDirectory, InstantSource clock) {
        return open(dataDirectory, StoreConfig.EMBEDDED, clock);
    }

    /// Opens the store that a configuration names, as above.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable also when the database cannot be reached, or
    ///   this node's key is missing or not the one it was sealed by
    public static SqlStore open(Path dataDirectory, StoreConfig config, InstantSource clock) {
        DataDirectory directory = DataDirectory.take(dataDirectory);
        try {
            Seal seal =
                    new Seal(
                            directory.path(),
                            Optional.ofNullable(config.key()),
                            config.formerKeys(),
                            Optional.ofNullable(config.pkcs11()));
            Database database = database(directory, config, clock);
            try {
                SqlStore store = new SqlStore(directory, database, seal, clock);
                store.keyWord.require();
                return store;
            } catch (RuntimeException | Error e) {
                database.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            directory.close();
            throw e;
        }
    }

    private static Database database(
            DataDirectory directory, StoreConfig config, InstantSource clock) {
        return config.postgresql() == null
                ? embedded(directory, clock)
                : PostgresDatabase.open(
                        new PostgresServer(config.postgresql()),
                        Limits.STANDARD,
                        new Upkeep(clock));
    }

    private static Database embedded(DataDirectory directory, InstantSource clock) {
        NativeLibrary.unpack(directory.path());
        return SqliteDatabase.open(directory.database(), Limits.STANDARD, new Upkeep(clock));
    }

    /// Copies the file of a data directory that no server uses, as [#backup]. Needs no key.
    public static void backup(Path dataDirectory, Path file, InstantSource clock) {
        try (DataDirectory directory = DataDirectory.take(dataDirectory);
                Database database = embedded(directory, clock)) {
            database.backup(file);
        }
    }

    public TokenStore tokens() {
        return tokens;
    }

    public TokenLookup tokenLookup() {
        return tokens;
    }

    public CodeStore codes() {
        return codes;
    }

    public DeniedTokens deniedTokens() {
        return denied;
    }

    public UserStore users() {
        return users;
    }

    public SessionStore sessions() {
        return sessions;
    }

    public FactorStore factors() {
        return factors;
    }

    public IdentityStore identities() {
        return identities;
    }

    public ConsentStore consents() {
        return consents;
    }

    public PasskeyStore passkeys() {
        return passkeys;
    }

    public ServerSettings settings() {
        return settings;
    }

    public AdminTokenStore adminTokens() {
        return adminTokens;
    }

    public AuditStore audit() {
        return audit;
    }

    /// Settings that may hold secrets.
    public ServerSettings sealedSettings() {
        return sealedSettings;
    }

    public EntityStore entities() {
        return entities;
    }

    public SigningKeyStore signingKeys() {
        return signingKeys;
    }

    /// Times of schedules that were taken.
    public Leases leases() {
        return leases;
    }

    public RunStore runs() {
        return runs;
    }

    /// Files that channels have taken.
    public FileJournal files() {
        return files;
    }

    public AnalyticsStore analytics() {
        return analytics;
    }

    public SuppliedTokenStore suppliedTokens() {
        return suppliedTokens;
    }

    /// Links to connect accounts.
    public ConnectSessionStore connectSessions() {
        return connectSessions;
    }

    /// Where this node keeps what the store did not take.
    public TokenSpill tokenSpill() {
        return tokenSpill;
    }

    /// What rows of a workspace are sealed by.
    public RowSeal rowSeal() {
        return rowSeal;
    }

    public KeyRotation keyRotation() {
        return keyRotation;
    }

    /// Forgets the data keys that were read: another node has changed them.
    public void rereadDataKeys() {
        rowSeal.reread();
    }

    /// What has to be told of accounts.
    public VaultNoticeStore vaultNotices() {
        return vaultNotices;
    }

    /// The log of accounts.
    public VaultCallStore vaultCalls() {
        return vaultCalls;
    }

    public AccountStore accounts() {
        return accounts;
    }

    public AccountDeadlines accountDeadlines() {
        return accountDeadlines;
    }

    /// Where this node keeps what the store of accounts did not take.
    public TokenSpill accountSpill() {
        return accountSpill;
    }

    public InitialAccessTokenStore initialAccessTokens() {
        return initialAccessTokens;
    }

    /// Whether other nodes may use the same store.
    public boolean isShared() {
        return database.isShared();
    }

    /// Tells what any node changes in a shared store from now on, until it is closed: quickly, and
    /// one thing after the other.
    public AutoCloseable announceTo(Consumer<Announcement> told) {
        return database.listen(told);
    }

    /// Why the last write failed, for readiness; empty while writes succeed. Found out again every
    /// second, so that readiness comes back by itself.
    public Optional<String> trouble() {
        return database.trouble();
    }

    /// Copies the whole store, as it is at one moment, into a new file (mode 0600) that opens as a
    /// store does. Reads and writes go on.
    ///
    /// @param file that must not exist yet, in a directory that does
    /// @throws IllegalArgumentException when it does, or its directory does not
    /// @throws io.grantway.authserver.StoreUnavailable when the copy cannot be read or written
    public void backup(Path file) {
        database.backup(file);
    }

    /// Finishes the writes under way and lets the data directory go.
    @Override
    public void close() {
        database.close();
        directory.close();
    }
}
