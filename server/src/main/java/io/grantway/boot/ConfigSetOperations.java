package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.Audited;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.http.Handler;
import java.util.List;

/// Configuration sets as operations of the admin API.
final class ConfigSetOperations {
    private static final String SETS = "/api/v1/config/sets";
    private static final String SET = SETS + "/{name}";
    private static final Schema DONE =
            Schema.object().with("set", Schema.TEXT).with("status", Schema.TEXT);

    private static final Schema SHOWN =
            Schema.object()
                    .with("set", Schema.TEXT)
                    .with("length", Schema.INTEGER)
                    .with("fingerprint", Schema.TEXT);

    private ConfigSetOperations() {}

    static List<Operation> of(AppliedSetResources sets, AuditTrail trail) {
        Audited audited =
                new Audited(trail, "configuration set", Reach.SERVER, "name", sets.show());
        return List.of(
                Operation.get(SETS, "listConfigSets", "The names of the applied sets")
                        .needs(Role.VIEWER, Reach.SERVER)
                        .answers(200, Schema.object().with("sets", Schema.listOf(Schema.TEXT)))
                        .by(sets.list()),
                Operation.get(SET, "showConfigSet", "What an applied set is known by")
                        .needs(Role.VIEWER, Reach.SERVER)
                        .variable("name", "example")
                        .answers(200, SHOWN)
                        .by(audited.show()),
                Operation.put(SET, "applyConfigSet", "Puts a set of configuration in force")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .variable("name", "example")
                        .query("dry_run", Schema.BOOLEAN, "only say what would change")
                        .takesText("application/yaml", "consumers: [{username: ann}]\n")
                        .answers(200, DONE)
                        .by(unlessRehearsed(audited.update(sets.put()), sets.put())),
                Operation.delete(SET, "removeConfigSet", "Takes a set away")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .variable("name", "example")
                        .answers(200, DONE)
                        .by(audited.delete(sets.delete())));
    }

    /// A rehearsal changes nothing, and leaves nothing in the trail.
    private static Handler unlessRehearsed(Handler change, Handler rehearsal) {
        return request ->
                AppliedSetResources.isRehearsal(request)
                        ? rehearsal.handle(request)
                        : change.handle(request);
    }
}
