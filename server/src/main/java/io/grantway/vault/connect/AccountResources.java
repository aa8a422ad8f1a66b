package io.grantway.vault.connect;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Disconnecting;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import io.grantway.vault.VaultApp;
import io.grantway.vault.rights.UserRights;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The accounts of an app's user: `/vault/v1/users/{user}/accounts`. An app sees no other's.
final class AccountResources {
    private final ConnectParts parts;
    private final AppAuthentication authentication;
    private final Disconnecting disconnecting;

    AccountResources(ConnectParts parts, AppAuthentication authentication) {
        this.parts = parts;
        this.authentication = authentication;
        this.disconnecting =
                new Disconnects(
                        parts.accounts(),
                        parts.providers(),
                        new Revoking(parts),
                        parts.sink(),
                        parts.clock());
    }

    Response list(Request request) {
        VaultApp app = authentication.app(request.headers());
        List<Account> all =
                parts.accounts().of(app.workspace(), app.name(), request.variable("user"));
        ObjectNode json = Json.object();
        var items = json.putArray("accounts");
        all.forEach(each -> items.add(shown(each)));
        return answer(json);
    }

    Response get(Request request) {
        AccountKey key = key(request);
        return parts.accounts()
                .find(key)
                .map(LiveAccount::account)
                .map(account -> answer(shown(account)))
                .orElseThrow(() -> none(key));
    }

    /// Ends the grant at the provider, and takes the account away whether that worked or not: a
    /// user who has left must not stay because a provider is down.
    Response remove(Request request) {
        AccountKey key = key(request);
        return answer(
                disconnecting
                        .disconnect(key, Optional.of(request.id()))
                        .map(UserRights::shown)
                        .orElseThrow(() -> none(key)));
    }

    private AccountKey key(Request request) {
        return authentication
                .app(request.headers())
                .account(request.variable("user"), request.variable("provider"));
    }

    private static Problem none(AccountKey key) {
        return Problem.of(
                404,
                "account_missing",
                "the user has no account at "
                        + key.provider()
                        + " in this app; connect one by POST /vault/v1/sessions");
    }

    private ObjectNode shown(Account account) {
        String name = account.key().provider();
        Optional<Provider> provider = parts.providers().find(account.key().workspace(), name);
        ObjectNode json = Json.object();
        json.put("provider", name)
                .put("title", provider.map(Provider::title).orElse(name))
                .put("state", account.state().name().toLowerCase(Locale.ROOT));
        account.label().ifPresent(label -> json.put("label", label));
        var scopes = json.putArray("scopes");
        account.scopes().map(GrantedScopes::of).orElse(List.of()).forEach(scopes::add);
        var missing = json.putArray("missingScopes");
        provider.map(each -> GrantedScopes.missing(each, account.scopes()))
                .orElse(List.of())
                .forEach(missing::add);
        json.put("connectedAt", account.connected().toString());
        put(json, "refreshedAt", account.refreshed());
        put(json, "endsAt", account.ends());
        account.trouble().ifPresent(trouble -> json.put("trouble", trouble));
        if (account.state() == Account.State.RECONNECT) {
            ObjectNode again = json.putObject("reconnect");
            again.put("method", "POST").put("path", "/vault/v1/sessions");
            again.putObject("body")
                    .put("user", account.key().user())
                    .put("reconnect", true)
                    .putArray("providers")
                    .add(name);
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<Instant> time) {
        time.ifPresent(at -> json.put(name, at.toString()));
    }

    private static Response answer(ObjectNode json) {
        return Response.json(200, Json.write(json)).with("Cache-Control", "no-store");
    }
}
