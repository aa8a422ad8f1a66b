package io.grantway.boot;

import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import java.util.List;
import java.util.Locale;

/// Kong's admin resources as operations of the admin API.
final class KongOperations {
    private KongOperations() {}

    static List<Operation> of(List<io.grantway.kong.resource.Operation> kong) {
        return kong.stream().map(KongOperations::operation).toList();
    }

    private static Operation operation(io.grantway.kong.resource.Operation kong) {
        Operation operation = base(kong).needs(role(kong), reach(kong)).by(kong.handler());
        if (kong.pattern().contains("{parent}")) {
            operation = operation.variable("parent", "orders");
        }
        if (kong.method().equals("GET") && !kong.pattern().endsWith("}")) {
            operation =
                    operation
                            .query("size", Schema.INTEGER, "how many at most")
                            .query("offset", Schema.TEXT, "the offset of the page before")
                            .query("tags", Schema.TEXT, "all of a,b or one of a/b");
        }
        if (kong.example().isPresent()) {
            operation = operation.takesAlsoForms(Schema.ANY_OBJECT, kong.example().get());
        }
        return kong.status() == 204
                ? operation.answers(204)
                : operation.answers(kong.status(), Schema.ANY_OBJECT);
    }

    private static Operation base(io.grantway.kong.resource.Operation kong) {
        return switch (kong.method()) {
            case "POST" -> Operation.post(kong.pattern(), id(kong), kong.summary());
            case "PUT" -> Operation.put(kong.pattern(), id(kong), kong.summary());
            case "PATCH" -> Operation.patch(kong.pattern(), id(kong), kong.summary());
            case "DELETE" -> Operation.delete(kong.pattern(), id(kong), kong.summary());
            default -> Operation.get(kong.pattern(), id(kong), kong.summary());
        };
    }

    /// The native API has some of these names too.
    private static String id(io.grantway.kong.resource.Operation kong) {
        return "kong" + kong.id().substring(0, 1).toUpperCase(Locale.ROOT) + kong.id().substring(1);
    }

    private static Role role(io.grantway.kong.resource.Operation kong) {
        return switch (kong.access()) {
            case VIEWER -> Role.VIEWER;
            case EDITOR -> Role.EDITOR;
            case ADMIN -> Role.ADMIN;
        };
    }

    /// What is about all workspaces needs its role for the whole server.
    private static Reach reach(io.grantway.kong.resource.Operation kong) {
        boolean one =
                !kong.pattern().startsWith("/workspaces")
                        && !kong.pattern().equals("/")
                        && !kong.pattern().equals("/status");
        return one ? Reach.PATH : Reach.SERVER;
    }
}
