package io.grantway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.admin.AdminTokenStore;
import io.grantway.admin.AdminTokenStoreContract;
import io.grantway.admin.AuditStore;
import io.grantway.admin.AuditStoreContract;
import io.grantway.admin.CatalogOvertaken;
import io.grantway.admin.EntityStore;
import io.grantway.analytics.AnalyticsStore;
import io.grantway.analytics.AnalyticsStoreContract;
import io.grantway.authserver.CodeStore;
import io.grantway.authserver.CodeStoreContract;
import io.grantway.authserver.ConsentStore;
import io.grantway.authserver.ConsentStoreContract;
import io.grantway.authserver.DeniedTokens;
import io.grantway.authserver.DeniedTokensContract;
import io.grantway.authserver.FactorStore;
import io.grantway.authserver.FactorStoreContract;
import io.grantway.authserver.IdentityStore;
import io.grantway.authserver.IdentityStoreContract;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.InitialAccessTokenStoreContract;
import io.grantway.authserver.PasskeyStore;
import io.grantway.authserver.PasskeyStoreContract;
import io.grantway.authserver.SessionStore;
import io.grantway.authserver.SessionStoreContract;
import io.grantway.authserver.TokenStore;
import io.grantway.authserver.TokenStoreContract;
import io.grantway.authserver.User;
import io.grantway.authserver.UserStore;
import io.grantway.authserver.UserStoreContract;
import io.grantway.jose.SigningKeyStore;
import io.grantway.jose.SigningKeyStoreContract;
import io.grantway.services.FileJournal;
import io.grantway.services.Leases;
import io.grantway.services.LeasesContract;
import io.grantway.services.RunStore;
import io.grantway.services.RunStoreContract;
import io.grantway.supply.SuppliedTokenStore;
import io.grantway.supply.SuppliedTokenStoreContract;
import io.grantway.testing.TestClock;
import io.grantway.token.TokenLookup;
import io.grantway.vault.AccountDeadlines;
import io.grantway.vault.AccountStore;
import io.grantway.vault.AccountStoreContract;
import io.grantway.vault.ConnectSessionStore;
import io.grantway.vault.ConnectSessionStoreContract;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultCallStoreContract;
import io.grantway.vault.VaultNoticeStore;
import io.grantway.vault.VaultNoticeStoreContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What every store must keep to, on any database.
abstract class SqlStoreContracts {
    /// Set before each test.
    @SuppressWarnings("NullAway.Init")
    SqlStore store;

    final TestClock clock;

    SqlStoreContracts(TestClock clock) {
        this.clock = clock;
    }

    @Nested
    class Tokens implements TokenStoreContract {
        @Override
        public TokenStore tokens() {
            return store.tokens();
        }

        @Override
        public TokenLookup lookup() {
            return store.tokenLookup();
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }

    @Nested
    class Analytics implements AnalyticsStoreContract {
        @Override
        public AnalyticsStore analytics() {
            return store.analytics();
        }
    }

    @Nested
    class Leasing implements LeasesContract {
        @Override
        public Leases leases() {
            return store.leases();
        }
    }

    @Nested
    class Runs implements RunStoreContract {
        @Override
        public RunStore runs() {
            return store.runs();
        }

        @Override
        public FileJournal files() {
            return store.files();
        }
    }

    @Nested
    class SuppliedTokens implements SuppliedTokenStoreContract {
        @Override
        public SuppliedTokenStore tokens() {
            return store.suppliedTokens();
        }
    }

    @Nested
    class VaultCalls implements VaultCallStoreContract {
        @Override
        public VaultCallStore calls() {
            return store.vaultCalls();
        }
    }

    @Nested
    class VaultNotices implements VaultNoticeStoreContract {
        @Override
        public VaultNoticeStore notices() {
            return store.vaultNotices();
        }
    }

    @Nested
    class Accounts implements AccountStoreContract {
        @Override
        public AccountStore accounts() {
            return store.accounts();
        }

        @Override
        public AccountDeadlines deadlines() {
            return store.accountDeadlines();
        }
    }

    @Nested
    class ConnectSessions implements ConnectSessionStoreContract {
        @Override
        public ConnectSessionStore sessions() {
            return store.connectSessions();
        }
    }

    @Nested
    class Entities {
        @Test
        void takeNoChangeThatWasMadeOnAStateThatIsOver() {
            EntityStore entities = store.entities();
            long first = entities.state();
            long second = entities.saveSets(first, new byte[] {1});
            assertThat(second).isNotEqualTo(first).isEqualTo(entities.state());

            assertThatThrownBy(() -> entities.saveSets(first, new byte[] {2}))
                    .isInstanceOf(CatalogOvertaken.class);
            assertThatThrownBy(() -> entities.save(first, List.of(), List.of(), List.of()))
                    .isInstanceOf(CatalogOvertaken.class);
            assertThat(entities.sets()).contains(new byte[] {1});
            assertThat(entities.state()).isEqualTo(second);
        }
    }

    @Nested
    class Denied implements DeniedTokensContract {
        @Override
        public DeniedTokens denied() {
            return store.deniedTokens();
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }

    @Nested
    class Codes implements CodeStoreContract {
        @Override
        public CodeStore codes() {
            return store.codes();
        }

        @Override
        public TokenStore tokens() {
            return store.tokens();
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }

    @Nested
    class Users implements UserStoreContract {
        @Override
        public UserStore users() {
            return store.users();
        }
    }

    @Nested
    class InitialAccessTokens implements InitialAccessTokenStoreContract {
        @Override
        public InitialAccessTokenStore initialAccessTokens() {
            return store.initialAccessTokens();
        }
    }

    @Nested
    class Sessions implements SessionStoreContract {
        @Override
        public SessionStore sessions() {
            return store.sessions();
        }

        @Override
        public TestClock clock() {
            return clock;
        }
    }

    @Nested
    class Factors implements FactorStoreContract {
        @Override
        public FactorStore factors() {
            return store.factors();
        }
    }

    @Nested
    class Identities implements IdentityStoreContract {
        @Override
        public IdentityStore identities() {
            return store.identities();
        }
    }

    @Nested
    class Consents implements ConsentStoreContract {
        @Override
        public ConsentStore consents() {
            return store.consents();
        }
    }

    @Nested
    class Passkeys implements PasskeyStoreContract {
        @Override
        public PasskeyStore passkeys() {
            return store.passkeys();
        }

        @Test
        void goWithTheirUser() {
            User user = new User(OWNER, "Sample", "megan", Optional.empty(), "hash");
            store.users().create(user);
            store.passkeys().add(PasskeyStoreContract.passkey("one", OWNER, 0, 0));
            store.passkeys().add(PasskeyStoreContract.passkey("two", STRANGER, 0, 0));

            store.users().delete("Sample", OWNER);

            assertThat(store.passkeys().find("one")).isEmpty();
            assertThat(store.passkeys().find("two")).isPresent();
        }
    }

    @Nested
    class Audit implements AuditStoreContract {
        @Override
        public AuditStore audit() {
            return store.audit();
        }
    }

    @Nested
    class SigningKeys implements SigningKeyStoreContract {
        @Override
        public SigningKeyStore keys() {
            return store.signingKeys();
        }
    }

    @Nested
    class AdminTokens implements AdminTokenStoreContract {
        @Override
        public AdminTokenStore adminTokens() {
            return store.adminTokens();
        }

        @Override
        public AuditStore audit() {
            return store.audit();
        }
    }
}
