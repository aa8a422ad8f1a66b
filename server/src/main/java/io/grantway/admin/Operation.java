package io.grantway.admin;

import io.grantway.http.Handler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One thing that the admin API can do: what asks for it, who may, what it takes and answers, and
/// the handler that does it. Each method gives a copy that says more:
///
///     Operation.get("/api/v1/users/{id}", "showUser", "A user")
///             .needs(Role.VIEWER, Reach.QUERY)
///             .answers(200, USER)
///             .by(users::show)
///
/// @param id its name in the OpenAPI document, in camelCase
/// @param needs the role; empty for what is open to everybody
/// @param variables an example for each variable of the path
/// @param query parameters of the query, without `workspace`
/// @param takes what its body may be; empty for none
/// @param answers what it answers when it works
public record Operation(
        String method,
        String path,
        String id,
        String summary,
        Optional<Role> needs,
        Reach reach,
        Map<String, String> variables,
        List<Parameter> query,
        Optional<Takes> takes,
        SequencedMap<Integer, Content> answers,
        Handler handler) {
    private static final Handler NOTHING =
            _ -> {
                throw new IllegalStateException("an operation without a handler");
            };

    /// A parameter of the query.
    public record Parameter(String name, Schema schema, String description) {}

    /// A body.
    ///
    /// @param schema empty where it is no JSON
    public record Content(List<String> types, Optional<Schema> schema) {
        static final Content NONE = new Content(List.of(), Optional.empty());
    }

    /// A body that is taken.
    ///
    /// @param example one that could be sent
    public record Takes(Content content, String example) {}

    public Operation {
        variables = Map.copyOf(variables);
        query = List.copyOf(query);
        answers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(answers));
    }

    private Operation(String method, String path, String id, String summary) {
        this(
                method,
                path,
                id,
                summary,
                Optional.of(Role.ADMIN),
                Reach.SERVER,
                Map.of(),
                List.of(),
                Optional.empty(),
                new LinkedHashMap<>(),
                NOTHING);
    }

    public static Operation get(String path, String id, String summary) {
        return new Operation("GET", path, id, summary);
    }

    public static Operation post(String path, String id, String summary) {
        return new Operation("POST", path, id, summary);
    }

    public static Operation put(String path, String id, String summary) {
        return new Operation("PUT", path, id, summary);
    }

    public static Operation patch(String path, String id, String summary) {
        return new Operation("PATCH", path, id, summary);
    }

    public static Operation delete(String path, String id, String summary) {
        return new Operation("DELETE", path, id, summary);
    }

    /// Without this it is for those who are `admin` of the whole server.
    public Operation needs(Role role, Reach where) {
        return changed(parts -> {
            parts.needs = Optional.of(role);
            parts.reach = where;
            return parts;
        });
    }

    /// Lets everybody in, without a token.
    public Operation open() {
        return changed(parts -> {
            parts.needs = Optional.empty();
            return parts;
        });
    }

    /// An example of a variable of the path; `workspace` and those named `id` have one already.
    public Operation variable(String name, String example) {
        return changed(parts -> {
            parts.variables.put(name, example);
            return parts;
        });
    }

    public Operation query(String name, Schema schema, String description) {
        return changed(parts -> {
            parts.query.add(new Parameter(name, schema, description));
            return parts;
        });
    }

    /// The parameters of a listing, as [Page] reads them.
    public Operation paged() {
        return query("size", Schema.INTEGER, "how many at most")
                .query("after", Schema.TEXT, "the next of the page before");
    }

    /// A JSON body.
    ///
    /// @param example JSON, which the tests send
    public Operation takes(Schema schema, String example) {
        return takes(List.of("application/json"), schema, example);
    }

    /// A JSON body, or the same as a form, as Kong takes both.
    public Operation takesAlsoForms(Schema schema, String example) {
        return takes(
                List.of(
                        "application/json",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data"),
                schema,
                example);
    }

    /// A body that is no JSON.
    public Operation takesText(String type, String example) {
        return takes(List.of(type), null, example);
    }

    private Operation takes(List<String> types, @Nullable Schema schema, String example) {
        return changed(parts -> {
            Content content = new Content(types, Optional.ofNullable(schema));
            parts.takes = Optional.of(new Takes(content, example));
            return parts;
        });
    }

    /// A JSON answer.
    public Operation answers(int status, Schema schema) {
        return answers(status, new Content(List.of("application/json"), Optional.of(schema)));
    }

    /// An answer without a body.
    public Operation answers(int status) {
        return answers(status, Content.NONE);
    }

    /// An answer that is no JSON.
    public Operation answersText(int status, String type) {
        return answers(status, new Content(List.of(type), Optional.empty()));
    }

    private Operation answers(int status, Content content) {
        return changed(parts -> {
            parts.answers.put(status, content);
            return parts;
        });
    }

    public Operation by(Handler doing) {
        return changed(parts -> {
            parts.handler = doing;
            return parts;
        });
    }

    private Operation changed(UnaryOperator<Parts> change) {
        return change.apply(new Parts(this)).operation();
    }

    /// An operation while it is being changed.
    private static final class Parts {
        private final Operation before;
        private Optional<Role> needs;
        private Reach reach;
        private final Map<String, String> variables;
        private final List<Parameter> query;
        private Optional<Takes> takes;
        private final SequencedMap<Integer, Content> answers;
        private Handler handler;

        Parts(Operation before) {
            this.before = before;
            needs = before.needs;
            reach = before.reach;
            variables = new TreeMap<>(before.variables);
            query = new ArrayList<>(before.query);
            takes = before.takes;
            answers = new LinkedHashMap<>(before.answers);
            handler = before.handler;
        }

        Operation operation() {
            return new Operation(
                    before.method,
                    before.path,
                    before.id,
                    before.summary,
                    needs,
                    reach,
                    variables,
                    query,
                    takes,
                    answers,
                    handler);
        }
    }
}
