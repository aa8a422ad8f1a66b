package io.grantway.boot;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.Operation;
import io.grantway.admin.Page;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.vault.Account;
import io.grantway.vault.AccountKey;
import io.grantway.vault.Accounts;
import io.grantway.vault.NoticeDelivery;
import io.grantway.vault.VaultApp;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultNoticeStore;
import io.grantway.vault.notice.NoticeText;
import io.grantway.vault.rights.UserRights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Users' accounts, their log and what is told of them, as operations of the admin API. Nothing in
/// it is secret.
final class VaultOperations {
    private static final String VAULT = "/api/v1/workspaces/{workspace}/vault";
    private static final String USER = VAULT + "/apps/{app}/users/{user}";
    private static final int PAGES = 50;

    private final VaultLogs logs;
    private final Accounts accounts;
    private final VaultNoticeStore notices;
    private final Supplier<VaultApps> apps;
    private final AuditTrail audit;

    private VaultOperations(
            VaultLogs logs,
            Accounts accounts,
            VaultNoticeStore notices,
            Supplier<VaultApps> apps,
            AuditTrail audit) {
        this.logs = logs;
        this.accounts = accounts;
        this.notices = notices;
        this.apps = apps;
        this.audit = audit;
    }

    /// @param apps in force
    static List<Operation> of(
            VaultLogs logs,
            Accounts accounts,
            VaultNoticeStore notices,
            Supplier<VaultApps> apps,
            AuditTrail audit) {
        VaultOperations all = new VaultOperations(logs, accounts, notices, apps, audit);
        return List.of(
                all.listCalls(),
                all.listAccounts(),
                Operation.delete(
                                USER + "/accounts/{provider}",
                                "disconnectAccount",
                                "Takes a user's account away")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("app", "printpixie")
                        .variable("user", "megan@personalemail.com")
                        .variable("provider", "google-drive")
                        .answers(200, VaultSchemas.GONE)
                        .by(all::disconnect),
                Operation.get(VAULT + "/notices", "listVaultNotices", "Who was told what, or not")
                        .needs(Role.VIEWER, Reach.PATH)
                        .paged()
                        .answers(200, VaultSchemas.NOTICES)
                        .by(all::listNotices),
                Operation.get(
                                USER + "/export",
                                "exportVaultUser",
                                "All that is known of a user of an app, but credentials")
                        .needs(Role.VIEWER, Reach.PATH)
                        .variable("app", "printpixie")
                        .variable("user", "megan@personalemail.com")
                        .query("cursor", Schema.TEXT, "of the page before")
                        .answers(200, VaultSchemas.EXPORT)
                        .by(request ->
                                logs.rights.export(
                                        workspace(request), request.variable("app"), request)),
                Operation.delete(
                                USER,
                                "deleteVaultUser",
                                "Disconnects a user's accounts and deletes all that is known of"
                                        + " them")
                        .needs(Role.EDITOR, Reach.PATH)
                        .variable("app", "printpixie")
                        .variable("user", "megan@personalemail.com")
                        .answers(200, VaultSchemas.DELETED)
                        .by(all::delete));
    }

    private Operation listCalls() {
        return Operation.get(
                        VAULT + "/calls",
                        "listVaultCalls",
                        "Calls, renewals and changes of users' accounts, the newest first")
                .needs(Role.VIEWER, Reach.PATH)
                .query("app", Schema.TEXT, "only of this app")
                .query("user", Schema.TEXT, "only of this user")
                .query("provider", Schema.TEXT, "only at this provider")
                .query("kind", VaultSchemas.KIND, "only of this kind")
                .query("outcome", Schema.TEXT, "only with this outcome, such as `ok`")
                .query("from", Schema.TIME, "the first moment")
                .query("to", Schema.TIME, "the moment after the last")
                .query("limit", Schema.INTEGER, "how many at most, up to 1000; 100")
                .query("cursor", Schema.TEXT, "of the page before")
                .answers(200, VaultSchemas.CALLS)
                .by(request -> logs.calls.ofWorkspace(workspace(request), request));
    }

    private Operation listAccounts() {
        return Operation.get(
                        VAULT + "/accounts",
                        "listVaultAccounts",
                        "Users' accounts, in the order of app, user and provider")
                .needs(Role.VIEWER, Reach.PATH)
                .paged()
                .query("app", Schema.TEXT, "only of this app")
                .query("user", Schema.TEXT, "only of this user")
                .query("provider", Schema.TEXT, "only at this provider")
                .query("state", Schema.oneOf("active", "reconnect"), "only in this state")
                .answers(200, VaultSchemas.ACCOUNTS)
                .by(this::accounts);
    }

    private static String workspace(Request request) {
        return Reach.PATH.workspace(request).orElseThrow();
    }

    private Response accounts(Request request) {
        Page page = Page.of(request);
        Optional<String> user = request.query().first("user");
        List<Account> found = user.isPresent() ? ofUser(request, user.get()) : found(request, page);
        return page.response(found, UserRights::shown, each -> cursor(each.key()));
    }

    /// Without paging: one user has few.
    private List<Account> ofUser(Request request, String user) {
        String workspace = workspace(request);
        Optional<String> app = request.query().first("app");
        List<String> names =
                app.map(List::of)
                        .orElseGet(() ->
                                apps.get().all().stream()
                                        .filter(each -> each.workspace().equals(workspace))
                                        .map(VaultApp::name)
                                        .toList());
        return names.stream()
                .flatMap(name -> accounts.of(workspace, name, user).stream())
                .filter(each -> isShown(request, each))
                .toList();
    }

    private List<Account> found(Request request, Page page) {
        List<Account> found = new ArrayList<>();
        Optional<AccountKey> after = page.after().map(text -> key(workspace(request), text));
        for (int i = 0; i < PAGES && found.size() <= page.size(); i++) {
            List<Account> next =
                    accounts.page(
                            workspace(request),
                            request.query().first("app"),
                            state(request),
                            after,
                            page.size() + 1);
            next.stream().filter(each -> isShown(request, each)).forEach(found::add);
            if (next.size() <= page.size()) {
                return found;
            }
            after = Optional.of(next.getLast().key());
        }
        return found;
    }

    private static boolean isShown(Request request, Account account) {
        return request.query().first("provider").map(account.key().provider()::equals).orElse(true)
                && state(request).map(account.state()::equals).orElse(true);
    }

    private static Optional<Account.State> state(Request request) {
        return request.query()
                .first("state")
                .map(text ->
                        switch (text) {
                            case "active" -> Account.State.ACTIVE;
                            case "reconnect" -> Account.State.RECONNECT;
                            default ->
                                    throw Problem.badRequest(
                                            "invalid_field", "state: must be active or reconnect");
                        });
    }

    private static String cursor(AccountKey key) {
        ObjectNode json = Json.object();
        json.put("a", key.app()).put("u", key.user()).put("p", key.provider());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static AccountKey key(String workspace, String cursor) {
        try {
            JsonNode json =
                    Json.parse(
                            new String(
                                    Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            return new AccountKey(
                    workspace,
                    json.path("a").asString(""),
                    json.path("u").asString(""),
                    json.path("p").asString(""));
        } catch (IllegalArgumentException | Problem _) {
            throw Problem.badRequest("invalid_field", "after: must be the next of the page before");
        }
    }

    private Response disconnect(Request request) {
        AccountKey key =
                new AccountKey(
                        workspace(request),
                        request.variable("app"),
                        request.variable("user"),
                        request.variable("provider"));
        ObjectNode gone =
                logs.disconnecting
                        .disconnect(key, Optional.of(request.id()))
                        .map(UserRights::shown)
                        .orElseThrow(() -> Problem.notFound("there is no such account"));
        append("account", key.app() + "/" + key.user() + "/" + key.provider(), request, gone);
        return Response.json(200, Json.write(gone));
    }

    private Response delete(Request request) {
        String app = request.variable("app");
        Response response = logs.rights.delete(workspace(request), app, request);
        // The trail says that it was done, not to whom: the user is to be forgotten.
        append("vaultUser", app, request, Json.object());
        return response;
    }

    private void append(String kind, String object, Request request, ObjectNode gone) {
        audit.append(
                audit.entry(
                        AuditEntry.Action.DELETE,
                        kind,
                        object,
                        Optional.of(workspace(request)),
                        Optional.of(gone),
                        Optional.empty()));
    }

    private Response listNotices(Request request) {
        Page page = Page.of(request);
        return page.response(
                notices.page(workspace(request), page.afterId(), page.size() + 1),
                VaultOperations::shown,
                each -> each.id().toString());
    }

    private static ObjectNode shown(NoticeDelivery delivery) {
        return Json.object()
                .put("id", delivery.id().toString())
                .put("notice", delivery.batch().toString())
                .put("type", NoticeText.type(delivery.kind()))
                .put("app", delivery.app())
                .put("provider", delivery.provider())
                .put("to", delivery.target())
                .put("state", delivery.state().name().toLowerCase(Locale.ROOT))
                .put("at", delivery.made().toString())
                .put("due", delivery.due().toString())
                .put("attempts", delivery.attempts())
                .put("failure", delivery.failure().orElse(null));
    }
}
