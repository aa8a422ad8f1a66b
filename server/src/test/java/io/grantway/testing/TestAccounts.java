package io.grantway.testing;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.FirstToken;
import io.grantway.supply.SuppliedToken;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.Accounts;
import io.grantway.vault.Credential;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Accounts whose tokens a test writes down: what a call needs of them, without keeping them.
public final class TestAccounts implements Accounts {
    private final Map<AccountKey, TestAccount> all = new ConcurrentHashMap<>();
    private volatile boolean inMemory = true;
    private final AtomicInteger found = new AtomicInteger();

    /// From now on every account has to be looked for first.
    public void forget() {
        inMemory = false;
    }

    /// How often the store was asked.
    public int found() {
        return found.get();
    }

    /// @param token of the first generation; the next are `token-2`, `token-3` …
    public TestAccount add(AccountKey key, String token, Map<String, String> variables) {
        TestAccount made =
                new TestAccount(
                        new Account(
                                TokenHash.of(key.toString()),
                                key,
                                Account.State.ACTIVE,
                                Optional.empty(),
                                Optional.empty(),
                                variables,
                                Optional.empty(),
                                Optional.empty(),
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty()),
                        token);
        all.put(key, made);
        return made;
    }

    public TestAccount add(AccountKey key, String token) {
        return add(key, token, Map.of());
    }

    @Override
    public Optional<LiveAccount> ready(AccountKey key) {
        return inMemory ? Optional.ofNullable(all.get(key)) : Optional.empty();
    }

    @Override
    public Optional<LiveAccount> find(AccountKey key) {
        found.incrementAndGet();
        return Optional.ofNullable(all.get(key));
    }

    @Override
    public List<Account> of(String workspace, String app, String user) {
        return all.keySet().stream()
                .filter(key -> key.workspace().equals(workspace) && key.app().equals(app))
                .filter(key -> key.user().equals(user))
                .sorted(Comparator.comparing(AccountKey::provider))
                .map(key -> Objects.requireNonNull(all.get(key)).account())
                .toList();
    }

    @Override
    public List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account connect(Connected connected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Departed> remove(AccountKey key) {
        throw new UnsupportedOperationException();
    }

    /// One of them.
    public static final class TestAccount implements LiveAccount {
        private final Account account;
        private final String token;
        private volatile long generation = 1;
        private volatile Optional<AccountUnavailable> trouble = Optional.empty();
        private volatile Optional<FixedCredential> fixed = Optional.empty();
        private final AtomicInteger renewals = new AtomicInteger();

        private TestAccount(Account account, String token) {
            this.account = account;
            this.token = token;
        }

        /// From now on there is no credential.
        public void fails(AccountUnavailable.Reason reason) {
            trouble =
                    Optional.of(
                            new AccountUnavailable(
                                    reason,
                                    "as the test wants",
                                    Optional.of(java.time.Duration.ofSeconds(7))));
        }

        public TestAccount fixed(FixedCredential credential) {
            fixed = Optional.of(credential);
            return this;
        }

        public int renewals() {
            return renewals.get();
        }

        @Override
        public Account account() {
            return account;
        }

        @Override
        public Optional<Credential> ready() {
            return trouble.isPresent() ? Optional.empty() : Optional.of(now());
        }

        private Credential now() {
            return fixed.<Credential>map(Credential.Fixed::new).orElseGet(this::token);
        }

        private Credential token() {
            long number = generation;
            String text = number == 1 ? token : token + "-" + number;
            return new Credential.Token(
                    new SuppliedToken(
                            Secret.of(text), "Bearer", number, Optional.empty(), Optional.empty()));
        }

        @Override
        public Credential credential() {
            trouble.ifPresent(it -> {
                throw it;
            });
            return now();
        }

        @Override
        public synchronized Credential another(Credential refused) {
            trouble.ifPresent(it -> {
                throw it;
            });
            if (!(refused instanceof Credential.Token(var used))) {
                throw new AccountUnavailable(
                        AccountUnavailable.Reason.REFUSED, "it never renews", Optional.empty());
            }
            if (used.generation() == generation) {
                generation++;
                renewals.incrementAndGet();
            }
            return now();
        }
    }
}
