package io.grantway.authserver.login;

import io.grantway.authserver.DeclaredUsers;
import io.grantway.authserver.User;
import io.grantway.authserver.UserConfig;
import io.grantway.authserver.UserStore;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// End users as resources of the admin API: `/api/v1/users` and `/api/v1/users/{id}`, each with
/// `?workspace=`. A password goes in and never comes out. Users of the configuration file are shown
/// and not changed.
public final class UserResources {
    private static final int MOST_LISTED = 1000;
    private static final int LISTED = 100;

    private final Supplier<DeclaredUsers> declared;
    private final UserStore stored;
    private final PasswordCheck passwords;
    private final UserAccess access;
    private final SecureRandom random;

    public UserResources(
            Supplier<DeclaredUsers> declared,
            UserStore stored,
            PasswordCheck passwords,
            UserAccess access,
            SecureRandom random) {
        this.declared = declared;
        this.stored = stored;
        this.passwords = passwords;
        this.access = access;
        this.random = random;
    }

    /// `GET /api/v1/users?workspace=&after=&size=`, in the order of names.
    public Response list(Request request) {
        String workspace = workspace(request);
        Parameters query = request.query();
        Optional<String> after = query.first("after");
        int limit = query.first("size").map(UserResources::limit).orElse(LISTED);
        List<Account> found =
                Stream.concat(
                                declaredAfter(workspace, after),
                                stored.list(workspace, after, limit + 1).stream().map(Account::of))
                        .sorted(Comparator.comparing(Account::username))
                        .limit(limit + 1L)
                        .toList();
        return Response.json(200, Json.write(page(found, limit)));
    }

    /// `POST /api/v1/users`
    public Response create(Request request) {
        String workspace = workspace(request);
        UserFields fields = UserFields.read(request);
        String username = fields.requiredUsername();
        String password = fields.requiredPassword();
        requireFree(workspace, username);
        String hash = passwords.hash(password);
        User user =
                new User(freshId(random), workspace, username, fields.name(Optional.empty()), hash);
        if (!stored.create(user)) {
            throw taken(username);
        }
        return Response.json(201, Json.write(json(Account.of(user))))
                .with("Location", location(user));
    }

    /// `GET /api/v1/users/{id}`
    public Response show(Request request) {
        return Response.json(200, Json.write(json(account(workspace(request), id(request)))));
    }

    /// `PATCH /api/v1/users/{id}`: what is absent stays.
    public Response change(Request request) {
        User before = changeable(workspace(request), id(request));
        UserFields fields = UserFields.read(request);
        String username = fields.username().orElse(before.username());
        if (!username.equals(before.username())) {
            throw Problem.badRequest(
                    "immutable_field",
                    "username: cannot be changed, for tokens name it; make a new user instead");
        }
        User after =
                new User(
                        before.id(),
                        before.workspace(),
                        username,
                        fields.name(before.name()),
                        fields.password().map(passwords::hash).orElse(before.passwordHash()),
                        before.claims());
        if (!stored.update(after)) {
            throw missing();
        }
        if (fields.password().isPresent()) {
            access.end(after.workspace(), after.username());
        }
        return Response.json(200, Json.write(json(Account.of(after))));
    }

    /// `DELETE /api/v1/users/{id}`
    public Response remove(Request request) {
        User user = changeable(workspace(request), id(request));
        if (!stored.delete(user.workspace(), user.id())) {
            throw missing();
        }
        access.forget(user.workspace(), user.username());
        return Response.empty(204);
    }

    /// The user that a path names.
    ///
    /// @throws Problem 404 where there is none
    public Account account(Request request) {
        return account(workspace(request), id(request));
    }

    static UUID freshId(SecureRandom random) {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private Stream<Account> declaredAfter(String workspace, Optional<String> after) {
        return declared.get().in(workspace).stream()
                .map(user -> Account.of(workspace, user))
                .filter(user -> after.isEmpty() || user.username().compareTo(after.get()) > 0);
    }

    private String workspace(Request request) {
        String workspace = request.query().first("workspace").orElse("default");
        if (!workspace.equals("default") && !declared.get().workspaces().contains(workspace)) {
            throw Problem.notFound("workspace: there is none of that name");
        }
        return workspace;
    }

    private Account account(String workspace, UUID id) {
        return declaredById(workspace, id)
                .or(() -> stored.find(workspace, id).map(Account::of))
                .orElseThrow(UserResources::missing);
    }

    private User changeable(String workspace, UUID id) {
        if (declaredById(workspace, id).isPresent()) {
            throw Problem.of(
                    409,
                    "declared_in_configuration",
                    "this user is declared in the configuration file; change it there");
        }
        return stored.find(workspace, id).orElseThrow(UserResources::missing);
    }

    private Optional<Account> declaredById(String workspace, UUID id) {
        return declared.get().in(workspace).stream()
                .map((UserConfig user) -> Account.of(workspace, user))
                .filter(account -> account.id().equals(id))
                .findFirst();
    }

    private void requireFree(String workspace, String username) {
        if (declared.get().find(workspace, username).isPresent()) {
            throw taken(username).because("declared in the configuration file");
        }
    }

    private static String location(User user) {
        return "/api/v1/users/"
                + user.id()
                + "?"
                + Parameters.of(Map.of("workspace", user.workspace())).encoded();
    }

    private static Problem taken(String username) {
        return Problem.of(409, "username_taken", "username: the workspace has a user " + username);
    }

    private static Problem missing() {
        return Problem.notFound("there is no such user in this workspace");
    }

    private static UUID id(Request request) {
        try {
            return UUID.fromString(request.variable("id"));
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST_LISTED) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw Problem.badRequest("invalid_field", "size: must be a number from 1 to 1000");
    }

    private static ObjectNode page(List<Account> found, int limit) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        found.stream().limit(limit).forEach(account -> data.add(json(account)));
        if (found.size() > limit) {
            json.put("next", found.get(limit - 1).username());
        } else {
            json.putNull("next");
        }
        return json;
    }

    private static ObjectNode json(Account account) {
        ObjectNode json = Json.object();
        json.put("id", account.id().toString());
        json.put("workspace", account.workspace());
        json.put("username", account.username());
        account.name().ifPresentOrElse(name -> json.put("name", name), () -> json.putNull("name"));
        json.put("declared", account.declared());
        return json;
    }
}
