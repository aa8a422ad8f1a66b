package io.grantway.boot;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;

/// The import of Kong's declarative files as an operation of the admin API.
final class ImportOperation {
    private static final Schema REPORT =
            Schema.object()
                    .with("workspace", Schema.TEXT)
                    .with("created", Schema.ANY_OBJECT)
                    .with("changed", Schema.ANY_OBJECT)
                    .with("same", Schema.ANY_OBJECT)
                    .with("not_taken", Schema.listOf(Schema.TEXT))
                    .with("dry_run", Schema.BOOLEAN);

    private ImportOperation() {}

    /// The role is needed in the workspace that the query names, which is the one that is changed.
    static Operation of(io.grantway.kong.resource.Operation kong) {
        return Operation.post(kong.pattern(), kong.id(), kong.summary())
                .needs(Role.EDITOR, Reach.QUERY)
                .query("dry_run", Schema.BOOLEAN, "say what would happen, and change nothing")
                .query("skip_unknown", Schema.BOOLEAN, "leave plugins out that are not known")
                .takesText("application/yaml", kong.example().orElse(""))
                .answers(kong.status(), REPORT)
                .by(kong.handler());
    }
}
