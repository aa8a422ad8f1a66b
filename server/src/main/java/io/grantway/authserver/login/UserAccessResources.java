package io.grantway.authserver.login;

import io.grantway.authserver.Consent;
import io.grantway.authserver.LinkedIdentity;
import io.grantway.authserver.LoginSession;
import io.grantway.authserver.Passkey;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a user has got, as resources of the admin API: `/api/v1/users/{id}/sessions`, `/consents`,
/// `/second-factors` and `/linked-accounts`, each with `?workspace=`. They can be shown and ended,
/// of users of the configuration file too.
public final class UserAccessResources {
    private static final String APP = "authenticator-app";

    private final Function<Request, Account> accounts;
    private final UserAccess access;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final LinkedUsers links;

    /// @param accounts the user that a request's path names; a problem where there is none
    public UserAccessResources(
            Function<Request, Account> accounts,
            UserAccess access,
            SecondFactors factors,
            Passkeys passkeys,
            LinkedUsers links) {
        this.accounts = accounts;
        this.access = access;
        this.factors = factors;
        this.passkeys = passkeys;
        this.links = links;
    }

    /// `GET /api/v1/users/{id}/sessions`, the latest login first.
    public Response sessions(Request request) {
        return listed(sessions(accounts.apply(request)), UserAccessResources::json);
    }

    /// `DELETE /api/v1/users/{id}/sessions`
    public Response endSessions(Request request) {
        sessions(accounts.apply(request)).forEach(access.sessions()::end);
        return Response.empty(204);
    }

    /// `DELETE /api/v1/users/{id}/sessions/{session}`
    public Response endSession(Request request) {
        String id = request.variable("session");
        List<LoginSession> meant =
                sessions(accounts.apply(request)).stream()
                        .filter(each -> each.id().equals(id))
                        .toList();
        return ended(meant, access.sessions()::end);
    }

    /// `GET /api/v1/users/{id}/consents`, the oldest first.
    public Response consents(Request request) {
        return listed(consents(accounts.apply(request)), UserAccessResources::json);
    }

    /// `DELETE /api/v1/users/{id}/consents`
    public Response withdrawConsents(Request request) {
        consents(accounts.apply(request)).forEach(access.consents()::withdraw);
        return Response.empty(204);
    }

    /// `DELETE /api/v1/users/{id}/consents/{client}`: at whichever server.
    public Response withdrawConsent(Request request) {
        String client = request.variable("client");
        List<Consent> meant =
                consents(accounts.apply(request)).stream()
                        .filter(each -> each.client().toString().equals(client))
                        .toList();
        return ended(meant, access.consents()::withdraw);
    }

    /// `GET /api/v1/users/{id}/second-factors`
    public Response factors(Request request) {
        Account account = accounts.apply(request);
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        if (factors.hasApp(account)) {
            data.add(
                    Json.object()
                            .put("id", APP)
                            .put("kind", APP)
                            .put("recovery_codes", factors.recoveryCodes(account)));
        }
        passkeys.of(account).forEach(each -> data.add(json(each)));
        json.putNull("next");
        return Response.json(200, Json.write(json));
    }

    /// `DELETE /api/v1/users/{id}/second-factors`: for a user who has lost them.
    public Response resetFactors(Request request) {
        Account account = accounts.apply(request);
        if (factors.hasApp(account)) {
            factors.removeApp(account);
        }
        passkeys.of(account).forEach(each -> passkeys.remove(account, each.id()));
        return Response.empty(204);
    }

    /// `DELETE /api/v1/users/{id}/second-factors/{factor}`
    public Response removeFactor(Request request) {
        Account account = accounts.apply(request);
        String id = request.variable("factor");
        if (id.equals(APP) && factors.hasApp(account)) {
            factors.removeApp(account);
        } else if (!passkeys.remove(account, id)) {
            throw missing();
        }
        return Response.empty(204);
    }

    /// `GET /api/v1/users/{id}/linked-accounts`, the oldest first.
    public Response links(Request request) {
        return listed(links.of(accounts.apply(request)), UserAccessResources::json);
    }

    /// `DELETE /api/v1/users/{id}/linked-accounts`: the last way in too, for an administrator can
    /// give another.
    public Response removeLinks(Request request) {
        Account account = accounts.apply(request);
        links.of(account).forEach(each -> unlink(account, each));
        return Response.empty(204);
    }

    /// `DELETE /api/v1/users/{id}/linked-accounts/{link}`
    public Response removeLink(Request request) {
        Account account = accounts.apply(request);
        String id = request.variable("link");
        List<LinkedIdentity> meant =
                links.of(account).stream().filter(each -> each.id().toString().equals(id)).toList();
        return ended(meant, each -> unlink(account, each));
    }

    private void unlink(Account account, LinkedIdentity link) {
        links.unlink(account, link.issuer(), link.subject());
    }

    private List<LoginSession> sessions(Account account) {
        return access.sessions().of(account.workspace(), account.username());
    }

    private List<Consent> consents(Account account) {
        return access.consents().of(account.workspace(), account.username());
    }

    private static <T> Response listed(List<T> all, Function<T, ObjectNode> shown) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        all.forEach(each -> data.add(shown.apply(each)));
        json.putNull("next");
        return Response.json(200, Json.write(json));
    }

    private static <T> Response ended(List<T> meant, Consumer<T> end) {
        if (meant.isEmpty()) {
            throw missing();
        }
        meant.forEach(end);
        return Response.empty(204);
    }

    private static Problem missing() {
        return Problem.notFound("the user has none of this id");
    }

    private static ObjectNode json(LoginSession session) {
        ObjectNode json = Json.object();
        json.put("id", session.id());
        json.put("browser", session.browser());
        json.put("address", session.address());
        session.methods().forEach(json.putArray("methods")::add);
        json.put("authenticated_at", session.authenticatedAt().toString());
        json.put("expires_at", session.expiresAt().toString());
        return json;
    }

    private static ObjectNode json(Consent consent) {
        ObjectNode json = Json.object();
        json.put("id", consent.client().toString());
        json.put("server", consent.server().toString());
        consent.scopes().tokens().forEach(json.putArray("scopes")::add);
        json.put("since", consent.since().toString());
        return json;
    }

    private static ObjectNode json(Passkey passkey) {
        return Json.object()
                .put("id", passkey.id())
                .put("kind", "passkey")
                .put("name", passkey.name())
                .put("created_at", passkey.createdAt().toString());
    }

    private static ObjectNode json(LinkedIdentity link) {
        return Json.object()
                .put("id", link.id().toString())
                .put("issuer", link.issuer())
                .put("subject", link.subject())
                .put("name", link.shown())
                .put("since", link.since().toString());
    }
}
