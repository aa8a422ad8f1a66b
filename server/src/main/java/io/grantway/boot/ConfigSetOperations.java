package io.grantway.boot;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import java.util.List;

/// Configuration sets as operations of the admin API.
final class ConfigSetOperations {
    private static final String SETS = "/api/v1/config/sets";
    private static final String SET = SETS + "/{name}";
    private static final Schema DONE =
            Schema.object().with("set", Schema.TEXT).with("status", Schema.TEXT);

    private ConfigSetOperations() {}

    static List<Operation> of(AppliedSetResources sets) {
        return List.of(
                Operation.get(SETS, "listConfigSets", "The names of the applied sets")
                        .needs(Role.VIEWER, Reach.SERVER)
                        .answers(200, Schema.object().with("sets", Schema.listOf(Schema.TEXT)))
                        .by(sets.list()),
                Operation.put(SET, "applyConfigSet", "Puts a set of configuration in force")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .variable("name", "example")
                        .takesText("application/yaml", "workspaces: {}\n")
                        .answers(200, DONE)
                        .by(sets.put()),
                Operation.delete(SET, "removeConfigSet", "Takes a set away")
                        .needs(Role.ADMIN, Reach.SERVER)
                        .variable("name", "example")
                        .answers(200, DONE)
                        .by(sets.delete()));
    }
}
