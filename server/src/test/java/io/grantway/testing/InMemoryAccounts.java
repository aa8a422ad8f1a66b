package io.grantway.testing;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.Parameters;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.FirstToken;
import io.grantway.supply.OAuth2Config;
import io.grantway.vault.Access;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.Accounts;
import io.grantway.vault.Credential;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Accounts in memory, whose first tokens are had over real HTTP, in the plain way.
public final class InMemoryAccounts implements Accounts {
    private final Map<AccountKey, Connected> kept = new LinkedHashMap<>();
    private final Outgoing outgoing;
    private final InstantSource clock;

    public InMemoryAccounts(Outgoing outgoing, InstantSource clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    public Optional<Connected> kept(AccountKey key) {
        return Optional.ofNullable(kept.get(key));
    }

    @Override
    public Optional<LiveAccount> ready(AccountKey key) {
        return find(key);
    }

    @Override
    public Optional<LiveAccount> find(AccountKey key) {
        return kept(key).map(each -> new Live(account(each)));
    }

    private record Live(Account account) implements LiveAccount {
        @Override
        public Optional<Credential> ready() {
            return Optional.empty();
        }

        @Override
        public Credential credential() {
            throw new AccountUnavailable(Reason.LATER, "none here", Optional.empty());
        }

        @Override
        public Credential another(Credential refused) {
            return credential();
        }
    }

    private Account account(Connected each) {
        Optional<String> scopes =
                each.got() instanceof Got.Tokens(var token) ? token.scopes() : Optional.empty();
        return new Account(
                TokenHash.of(each.key().toString()),
                each.key(),
                Account.State.ACTIVE,
                each.subject(),
                each.label(),
                each.variables(),
                scopes,
                Optional.empty(),
                clock.instant(),
                each.ends(),
                Optional.empty());
    }

    @Override
    public List<Account> of(String workspace, String app, String user) {
        return kept.values().stream()
                .filter(each ->
                        each.key().workspace().equals(workspace)
                                && each.key().app().equals(app)
                                && each.key().user().equals(user))
                .map(this::account)
                .sorted(Comparator.comparing(each -> each.key().provider()))
                .toList();
    }

    @Override
    public List<Account> page(
            String workspace,
            Optional<String> app,
            Optional<Account.State> state,
            Optional<AccountKey> after,
            int limit) {
        return new ArrayList<>();
    }

    @Override
    public FirstToken first(
            Provider provider, Map<String, String> variables, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(provider.given());
        all.putAll(variables);
        Access.OAuth2 access = (Access.OAuth2) provider.access();
        OAuth2Config config = access.tokens().apply(all);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", String.valueOf(config.clientId()));
        Secret secret = config.clientSecret();
        if (secret != null) {
            secret.expose(text -> form.put("client_secret", text));
        }
        form.putAll(parameters);
        URI endpoint = config.tokenEndpoint();
        if (endpoint == null) {
            throw new AccountUnavailable(Reason.PROVIDER_SETTINGS, "no endpoint", Optional.empty());
        }
        OutgoingAnswer answer =
                outgoing.fetch(
                        OutgoingRequest.post(
                                endpoint,
                                Trust.CONFIGURED,
                                "application/x-www-form-urlencoded",
                                Body.of(Parameters.of(form).encoded())));
        ObjectNode json = Json.readObject(answer.body().text()).orElseGet(Json::object);
        if (!json.has("access_token")) {
            throw refused(answer, json);
        }
        return token(access, json);
    }

    private static AccountUnavailable refused(OutgoingAnswer answer, ObjectNode json) {
        Optional<String> code = text(json, "error");
        return new AccountUnavailable(
                answer.status() >= 500
                        ? Reason.LATER
                        : code.filter("invalid_client"::equals).isPresent()
                                ? Reason.PROVIDER_SETTINGS
                                : Reason.RECONNECT,
                text(json, "error_description").orElse("status " + answer.status()),
                Optional.empty(),
                code);
    }

    private FirstToken token(Access.OAuth2 access, ObjectNode json) {
        Map<String, String> metadata = new HashMap<>();
        access.answer()
                .metadata()
                .forEach(path -> text(json, path).ifPresent(value -> metadata.put(path, value)));
        return new FirstToken(
                clock.instant(),
                Secret.of(json.path("access_token").asString()),
                "Bearer",
                Optional.empty(),
                text(json, "scope"),
                text(json, "refresh_token").map(Secret::of),
                Optional.empty(),
                metadata,
                text(json, "id_token").map(Secret::of));
    }

    private static Optional<String> text(ObjectNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).asString()) : Optional.empty();
    }

    @Override
    public Account connect(Connected connected) {
        kept.put(connected.key(), connected);
        return account(connected);
    }

    @Override
    public Optional<Departed> remove(AccountKey key) {
        return Optional.ofNullable(kept.remove(key))
                .map(each ->
                        new Departed(
                                account(each), access(each), refresh(each), fixed(each.got())));
    }

    private static Optional<Secret> access(Connected each) {
        return each.got() instanceof Got.Tokens(var token)
                ? Optional.of(token.accessToken())
                : Optional.empty();
    }

    private static Optional<Secret> refresh(Connected each) {
        return each.got() instanceof Got.Tokens(var token)
                ? token.refreshToken()
                : Optional.empty();
    }

    private static Optional<FixedCredential> fixed(Got got) {
        return got instanceof Got.Fixed(var credential)
                ? Optional.of(credential)
                : Optional.empty();
    }
}
