package io.grantway.admin;

import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that the admin listeners can do, each registered once: what is routed, who is let in
/// and what the OpenAPI document says all come from this list.
public final class Operations {
    /// Where the OpenAPI document is.
    public static final String DOCUMENT = "/api/v1/openapi.json";

    private final List<Operation> all = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /// @throws IllegalArgumentException when another has its id
    public Operations add(Operation operation) {
        if (!ids.add(operation.id())) {
            throw new IllegalArgumentException("two operations named " + operation.id());
        }
        all.add(operation);
        return this;
    }

    public Operations addAll(Iterable<Operation> operations) {
        operations.forEach(this::add);
        return this;
    }

    /// Answers every operation, and the document that describes them, to those who may.
    ///
    /// @throws IllegalArgumentException when two take the same requests
    public Handler handler(AdminAccess access) {
        List<Operation> whole = new ArrayList<>(all);
        whole.add(
                Operation.get(DOCUMENT, "showOpenApi", "This document")
                        .needs(Role.VIEWER, Reach.ANY)
                        .answers(200, Schema.ANY_OBJECT)
                        .by(_ -> Response.json(200, Json.write(OpenApi.document(whole)))));
        Routes.Builder routes = Routes.builder();
        for (Operation operation : whole) {
            routes.on(operation.method(), operation.path(), guarded(operation));
        }
        Routes known = routes.build();
        Set<String> open =
                whole.stream()
                        .filter(operation -> operation.needs().isEmpty())
                        .map(Operation::path)
                        .collect(Collectors.toUnmodifiableSet());
        // An address that does not exist asks for a token too: nobody without one learns what there
        // is.
        return request ->
                open.contains(request.path())
                        ? known.handle(request)
                        : access.administrator(request).during(() -> known.handle(request));
    }

    private static Handler guarded(Operation operation) {
        if (operation.needs().isEmpty()) {
            return operation.handler();
        }
        Role role = operation.needs().get();
        return request -> {
            require(role, operation.reach(), request);
            return operation.handler().handle(request);
        };
    }

    private static void require(Role role, Reach reach, Request request) {
        Administrator who = Administrator.current();
        Optional<String> workspace = reach.workspace(request);
        boolean may =
                workspace
                        .map(name -> who.may(role, name))
                        .orElseGet(() ->
                                reach == Reach.ANY
                                        ? who.maySomewhere(role)
                                        : who.mayEverywhere(role));
        if (!may) {
            String where =
                    workspace
                            .map(name -> "for the workspace " + name)
                            .orElse(reach == Reach.ANY ? "for a workspace" : "for every workspace");
            throw Problem.of(
                    403,
                    "role_missing",
                    "this needs the role " + role + " " + where + "; the token has not got it");
        }
    }
}
