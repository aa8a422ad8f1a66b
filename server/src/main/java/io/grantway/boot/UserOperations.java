package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.Audited;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.authserver.AuthorizationPages.UserAdministration;
import java.util.List;

/// End users as operations of the admin API.
final class UserOperations {
    private static final String USERS = "/api/v1/users";
    private static final String USER = USERS + "/{id}";
    private static final Schema SHOWN =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("workspace", Schema.TEXT)
                    .with("username", Schema.TEXT)
                    .with("name", Schema.TEXT.orNull())
                    .with("declared", Schema.BOOLEAN);
    private static final Schema CHANGED =
            Schema.object()
                    .optional("username", Schema.TEXT)
                    .optional("name", Schema.TEXT.orNull())
                    .optional("password", Schema.TEXT);
    private static final Schema MADE =
            Schema.object()
                    .with("username", Schema.TEXT)
                    .with("password", Schema.TEXT)
                    .optional("name", Schema.TEXT.orNull());

    private UserOperations() {}

    static List<Operation> of(UserAdministration users, AuditTrail trail) {
        Audited audited = new Audited(trail, "user", Reach.QUERY, "id", users.show());
        return List.of(
                Operation.get(USERS, "listUsers", "Users of a workspace, by name")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .paged()
                        .answers(200, Schema.pageOf(SHOWN))
                        .by(users.list()),
                Operation.post(USERS, "createUser", "Makes a user")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .takes(MADE, "{\"username\": \"ann\", \"password\": \"correct horse\"}")
                        .answers(201, SHOWN)
                        .by(audited.create(users.create())),
                Operation.get(USER, "showUser", "A user")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .answers(200, SHOWN)
                        .by(audited.show()),
                Operation.patch(USER, "changeUser", "Changes what is named of a user")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .takes(CHANGED, "{\"name\": \"Ann Miller\"}")
                        .answers(200, SHOWN)
                        .by(audited.update(users.change())),
                Operation.delete(USER, "deleteUser", "Deletes a user")
                        .needs(Role.EDITOR, Reach.QUERY)
                        .answers(204)
                        .by(audited.delete(users.remove())));
    }
}
