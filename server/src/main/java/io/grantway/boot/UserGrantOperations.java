package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.Audited;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.authserver.AuthorizationPages.UserGrants;
import io.grantway.http.Handler;
import java.util.List;
import java.util.stream.Stream;

/// What end users have got, as operations of the admin API. The audit trail has what there was
/// before each change and what is left.
final class UserGrantOperations {
    private static final String USER = "/api/v1/users/{id}";
    private static final Schema SESSION =
            Schema.object()
                    .with("id", Schema.TEXT)
                    .with("browser", Schema.TEXT)
                    .with("address", Schema.TEXT)
                    .with("methods", Schema.listOf(Schema.TEXT))
                    .with("authenticated_at", Schema.TIME)
                    .with("expires_at", Schema.TIME);
    private static final Schema CONSENT =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("server", Schema.ID)
                    .with("scopes", Schema.listOf(Schema.TEXT))
                    .with("since", Schema.TIME);
    private static final Schema FACTOR =
            Schema.object()
                    .with("id", Schema.TEXT)
                    .with("kind", Schema.oneOf("authenticator-app", "passkey"))
                    .optional("name", Schema.TEXT)
                    .optional("created_at", Schema.TIME)
                    .optional("recovery_codes", Schema.INTEGER);

    private static final Schema LINK =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("issuer", Schema.TEXT)
                    .with("subject", Schema.TEXT)
                    .with("name", Schema.TEXT)
                    .with("since", Schema.TIME);

    private UserGrantOperations() {}

    static List<Operation> of(UserGrants grants, AuditTrail trail) {
        return Stream.of(
                        sessions(grants, trail),
                        consents(grants, trail),
                        factors(grants, trail),
                        links(grants, trail))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> sessions(UserGrants grants, AuditTrail trail) {
        return operations(
                new Kind("sessions", "Session", "logins at browsers", SESSION),
                new Part("session", "c2Vzc2lvbg"),
                new Audited(trail, "user-sessions", Reach.QUERY, "id", grants.sessions()),
                grants.endSessions(),
                grants.endSession());
    }

    private static List<Operation> consents(UserGrants grants, AuditTrail trail) {
        return operations(
                new Kind("consents", "Consent", "what they have allowed clients", CONSENT),
                new Part("client", "00000000-0000-0000-0000-000000000001"),
                new Audited(trail, "user-consents", Reach.QUERY, "id", grants.consents()),
                grants.withdrawConsents(),
                grants.withdrawConsent());
    }

    private static List<Operation> factors(UserGrants grants, AuditTrail trail) {
        return operations(
                new Kind(
                        "second-factors", "SecondFactor", "authenticator app and passkeys", FACTOR),
                new Part("factor", "authenticator-app"),
                new Audited(trail, "user-second-factors", Reach.QUERY, "id", grants.factors()),
                grants.resetFactors(),
                grants.removeFactor());
    }

    private static List<Operation> links(UserGrants grants, AuditTrail trail) {
        return operations(
                new Kind(
                        "linked-accounts",
                        "LinkedAccount",
                        "their accounts at OpenID providers",
                        LINK),
                new Part("link", "00000000-0000-0000-0000-000000000001"),
                new Audited(trail, "user-linked-accounts", Reach.QUERY, "id", grants.links()),
                grants.removeLinks(),
                grants.removeLink());
    }

    /// @param path below the user
    /// @param name in the OpenAPI document, of one
    private record Kind(String path, String name, String summary, Schema schema) {}

    /// The variable that names one.
    private record Part(String variable, String example) {}

    private static List<Operation> operations(
            Kind kind, Part part, Audited audited, Handler all, Handler one) {
        String path = USER + "/" + kind.path();
        return List.of(
                Operation.get(
                                path,
                                "listUser" + kind.name() + "s",
                                "A user's " + kind.path() + ": " + kind.summary())
                        .needs(Role.VIEWER, Reach.QUERY)
                        .answers(200, Schema.pageOf(kind.schema()))
                        .by(audited.show()),
                Operation.delete(
                                path,
                                "deleteUser" + kind.name() + "s",
                                "Ends all of a user's " + kind.path())
                        .needs(Role.EDITOR, Reach.QUERY)
                        .answers(204)
                        .by(audited.update(all)),
                Operation.delete(
                                path + "/{" + part.variable() + "}",
                                "deleteUser" + kind.name(),
                                "Ends one of a user's " + kind.path())
                        .needs(Role.EDITOR, Reach.QUERY)
                        .variable(part.variable(), part.example())
                        .answers(204)
                        .by(audited.update(one)));
    }
}
