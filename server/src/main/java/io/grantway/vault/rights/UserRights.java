package io.grantway.vault.rights;

import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.vault.Account;
import io.grantway.vault.Accounts;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.CallFilter;
import io.grantway.vault.Disconnecting;
import io.grantway.vault.Disconnecting.Disconnected;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultNotice;
import io.grantway.vault.VaultNoticeStore;
import io.grantway.vault.log.CallResource;
import io.grantway.vault.notice.NoticeText;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// All that is known of a user of an app, shown or deleted. Credentials are never shown: they are
/// the provider's word to this server, and not data of the user.
public final class UserRights {
    private static final int PAGE = 1000;

    private final Accounts accounts;
    private final VaultCallStore calls;
    private final VaultNoticeStore notices;
    private final Disconnecting disconnecting;
    private final Runnable settle;

    /// @param settle returns when the log has written what has happened so far
    public UserRights(
            Accounts accounts,
            VaultCallStore calls,
            VaultNoticeStore notices,
            Disconnecting disconnecting,
            Runnable settle) {
        this.accounts = accounts;
        this.calls = calls;
        this.notices = notices;
        this.disconnecting = disconnecting;
        this.settle = settle;
    }

    /// `GET /vault/v1/users/{user}/export`
    public Response export(AppAuthentication apps, Request request) {
        VaultApp app = apps.app(request.headers());
        return export(app.workspace(), app.name(), request);
    }

    /// `DELETE /vault/v1/users/{user}`
    public Response delete(AppAuthentication apps, Request request) {
        VaultApp app = apps.app(request.headers());
        return delete(app.workspace(), app.name(), request);
    }

    /// Of the user that the request names, page by page: all but the calls is on the first.
    public Response export(String workspace, String app, Request request) {
        String user = request.variable("user");
        Optional<String> cursor = request.query().first("cursor");
        settle.run();
        ObjectNode json = Json.object();
        json.put("app", app).put("user", user);
        if (cursor.isEmpty()) {
            ArrayNode listed = json.putArray("accounts");
            accounts.of(workspace, app, user).forEach(each -> listed.add(shown(each)));
            ArrayNode told = json.putArray("notices");
            notices.ofUser(workspace, app, user).forEach(each -> told.add(shown(each)));
        }
        json.setAll(CallResource.page(calls, CallFilter.of(workspace, app, user), cursor, PAGE));
        return Response.json(200, Json.write(json)).with("Cache-Control", "no-store");
    }

    /// An account as apps and administrators see it.
    public static ObjectNode shown(Account account) {
        ObjectNode json = Json.object();
        json.put("app", account.key().app());
        json.put("user", account.key().user());
        json.put("provider", account.key().provider());
        json.put("state", account.state().name().toLowerCase(Locale.ROOT));
        json.put("subject", account.subject().orElse(null));
        json.put("label", account.label().orElse(null));
        ObjectNode variables = json.putObject("variables");
        account.variables().forEach(variables::put);
        json.put("scopes", account.scopes().orElse(null));
        json.put("trouble", account.trouble().orElse(null));
        json.put("connectedAt", account.connected().toString());
        json.put("endsAt", account.ends().map(Object::toString).orElse(null));
        json.put("refreshedAt", account.refreshed().map(Object::toString).orElse(null));
        return json;
    }

    private static ObjectNode shown(VaultNotice notice) {
        return Json.object()
                .put("type", NoticeText.type(notice.kind()))
                .put("at", notice.at().toString())
                .put("provider", notice.account().provider())
                .put("label", notice.label().orElse(null))
                .put("trouble", notice.trouble().orElse(null))
                .put("endsAt", notice.ends().map(Object::toString).orElse(null));
    }

    /// Of the user that the request names. Where something fails it can be asked again.
    public Response delete(String workspace, String app, Request request) {
        String user = request.variable("user");
        ObjectNode json = Json.object();
        json.put("app", app).put("user", user);
        ArrayNode gone = json.putArray("accounts");
        for (Account account : accounts.of(workspace, app, user)) {
            disconnecting
                    .disconnect(account.key(), Optional.of(request.id()))
                    .ifPresent(each -> gone.add(shown(each)));
        }
        // Their going was logged too.
        settle.run();
        json.put("notices", notices.forget(workspace, app, user, Optional.empty()));
        json.put("calls", calls.forget(workspace, app, user));
        return Response.json(200, Json.write(json));
    }

    /// What became of an account.
    public static ObjectNode shown(Disconnected disconnected) {
        ObjectNode json =
                Json.object()
                        .put("provider", disconnected.account().key().provider())
                        .put("revoked", disconnected.revoked());
        disconnected.why().ifPresent(why -> json.put("reason", why));
        return json;
    }
}
