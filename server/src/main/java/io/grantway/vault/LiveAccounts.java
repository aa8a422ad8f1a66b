package io.grantway.vault;

import io.grantway.config.Secret;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.FirstToken;
import io.grantway.supply.GrantSupply;
import io.grantway.supply.GrantTerms;
import io.grantway.supply.GrantTokens;
import io.grantway.supply.KeptToken;
import io.grantway.supply.OAuth2Config;
import io.grantway.supply.TokenUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The accounts of a store: those that are used stay in memory, and their tokens renew themselves.
public final class LiveAccounts implements Accounts {
    private static final int ID_BYTES = 32;

    private final AccountStore store;
    private final GrantSupply grants;
    private final Providers providers;
    private final VaultEvent.Sink events;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AccountMemory memory;

    /// @param grants whose rows are the store's
    /// @param nanos a clock that is never set
    /// @param random that nobody can foresee
    public LiveAccounts(
            AccountStore store,
            GrantSupply grants,
            Providers providers,
            VaultEvent.Sink events,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {
        this.store = store;
        this.grants = grants;
        this.providers = providers;
        this.events = events;
        this.clock = clock;
        this.random = random;
        this.memory = new AccountMemory(nanos);
    }

    @Override
    public Optional<LiveAccount> ready(AccountKey key) {
        KeptAccount known = memory.get(key);
        return known == null ? Optional.empty() : Optional.of(inForce(key, known));
    }

    @Override
    public Optional<LiveAccount> find(AccountKey key) {
        return memory.find(key, () -> store.find(key).map(kept -> live(kept, provider(key))))
                .map(known -> inForce(key, known));
    }

    private Optional<Provider> provider(AccountKey key) {
        return providers.find(key.workspace(), key.provider());
    }

    /// As it is under the provider that is in force now, which may have changed since.
    @SuppressWarnings("ReferenceEquality") // another one in force, however much it is the same
    private KeptAccount inForce(AccountKey key, KeptAccount known) {
        @Nullable Provider before = known.provider().orElse(null);
        @Nullable Provider now = provider(key).orElse(null);
        if (before == now) {
            return known;
        }
        KeptAccount after = live(known.kept(), Optional.ofNullable(now));
        memory.replace(key, known, after);
        return after;
    }

    private KeptAccount live(AccountStore.Kept kept, Optional<Provider> provider) {
        KeptAccount.Proof proof;
        try {
            proof =
                    provider.map(it ->
                                    it.incomplete().isPresent()
                                            ? new KeptAccount.Proof.Missing(it.incomplete().get())
                                            : proof(kept, it))
                            .orElseGet(() ->
                                    new KeptAccount.Proof.Missing("it is not configured here"));
        } catch (IllegalArgumentException | IllegalStateException e) {
            proof = new KeptAccount.Proof.Missing(String.valueOf(e.getMessage()));
        }
        return new KeptAccount(kept, provider, proof);
    }

    private KeptAccount.Proof proof(AccountStore.Kept kept, Provider provider) {
        Account account = kept.account();
        Optional<FixedCredential> fixed = kept.fixed();
        return switch (provider.access()) {
            case Access.OAuth2 access ->
                    new KeptAccount.Proof.Renewed(
                            tokens(provider, access, access.renewals(), account.variables(), fixed)
                                    .source(account.id(), new AccountGrant(this, account)));
            case Access.OAuth1 _, Access.ApiKey _, Access.Basic _ ->
                    fixed.<KeptAccount.Proof>map(
                                    it -> new KeptAccount.Proof.Fixed(new Credential.Fixed(it)))
                            .orElseGet(() ->
                                    new KeptAccount.Proof.Missing(
                                            "it was connected in another way than it takes now"));
        };
    }

    /// @param asked how tokens are asked for by an account's variables
    /// @param client a tenant's own, in place of the provider's
    private GrantTokens tokens(
            Provider provider,
            Access.OAuth2 access,
            Function<Map<String, String>, OAuth2Config> asked,
            Map<String, String> variables,
            Optional<FixedCredential> client) {
        OAuth2Config config;
        if (client.isPresent()
                && client.get() instanceof FixedCredential.UserPass(var id, var word)) {
            Map<String, String> theirs = new HashMap<>(variables);
            theirs.put("client_id", id);
            config = asked.apply(theirs).withClient(id, word);
        } else {
            config = asked.apply(variables);
        }
        GrantTerms terms =
                new GrantTerms(
                        access.answer().metadata(),
                        access.answer().refreshExpiresIn(),
                        access.life().idle(),
                        access.life().grace());
        return grants.under(provider.workspace(), provider.name(), config, terms);
    }

    @Override
    public List<Account> of(String workspace, String app, String user) {
        return store.of(workspace, app, user);
    }

    @Override
    public List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        return store.page(workspace, app, state, after, limit);
    }

    @Override
    public FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters) {
        Map<String, String> flow = new HashMap<>(parameters);
        String id = flow.remove("client_id");
        String secret = flow.remove("client_secret");
        Optional<FixedCredential> client =
                id == null
                        ? Optional.empty()
                        : Optional.of(
                                new FixedCredential.UserPass(
                                        id, Secret.of(Objects.requireNonNullElse(secret, ""))));
        try {
            Access.OAuth2 access = oauth2(provider);
            return tokens(provider, access, access.tokens(), variables, client).first(flow);
        } catch (TokenUnavailable e) {
            throw KeptAccount.unavailable(provider.name(), e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new AccountUnavailable(
                    AccountUnavailable.Reason.PROVIDER_SETTINGS,
                    "provider \"" + provider.name() + "\": " + e.getMessage(),
                    Optional.empty());
        }
    }

    private static Access.OAuth2 oauth2(Provider provider) {
        if (provider.access() instanceof Access.OAuth2 access) {
            return access;
        }
        throw new IllegalArgumentException("it gives no tokens of OAuth 2.0");
    }

    @Override
    public Account connect(Connected connected) {
        AccountKey key = connected.key();
        Provider provider =
                provider(key)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the provider is not configured any more"));
        Account account =
                store.connect(
                        switch (connected.got()) {
                            case Got.Tokens(var token) ->
                                    consent(connected, provider, token, Optional.empty());
                            case Got.OwnClient(var token, var id, var secret) ->
                                    consent(
                                            connected,
                                            provider,
                                            token,
                                            Optional.of(new FixedCredential.UserPass(id, secret)));
                            case Got.Fixed(var credential) ->
                                    consent(
                                            connected,
                                            Optional.empty(),
                                            Optional.of(credential),
                                            connected.ends(),
                                            AccountDeadlines.NEVER);
                        });
        forget(account.id());
        return account;
    }

    private AccountStore.Consent consent(
            Connected connected,
            Provider provider,
            FirstToken first,
            Optional<FixedCredential> client) {
        Access.OAuth2 access = oauth2(provider);
        GrantTokens tokens =
                tokens(provider, access, access.tokens(), connected.variables(), client);
        KeptToken token = tokens.kept(first);
        return consent(
                connected,
                Optional.of(token),
                client,
                connected.ends().or(first::refreshUntil),
                tokens.lapses(token));
    }

    private AccountStore.Consent consent(
            Connected connected,
            Optional<KeptToken> token,
            Optional<FixedCredential> fixed,
            Optional<Instant> ends,
            Instant lapses) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new AccountStore.Consent(
                TokenHash.of(id),
                connected.key(),
                connected.subject(),
                connected.label(),
                connected.variables(),
                token,
                fixed,
                clock.instant(),
                ends,
                lapses);
    }

    @Override
    public Optional<Departed> remove(AccountKey key) {
        Optional<AccountStore.Removed> removed = store.remove(key);
        removed.ifPresent(it -> forget(it.account().id()));
        return removed.map(it ->
                new Departed(
                        it.account(),
                        it.token().map(KeptToken::accessToken),
                        it.token().flatMap(KeptToken::refreshToken),
                        it.fixed()));
    }

    /// Drops from memory what is known of an account: somebody, here or on another node, has
    /// changed it.
    public void forget(TokenHash id) {
        memory.forget(id);
        grants.forget(id);
    }

    /// Drops all: anything may have changed.
    public void forgetAll() {
        memory.forgetAll();
        grants.forgetAll();
    }

    /// How many are in memory.
    public long size() {
        return memory.size();
    }

    AccountStore store() {
        return store;
    }

    VaultEvent.Sink events() {
        return events;
    }

    InstantSource clock() {
        return clock;
    }
}
