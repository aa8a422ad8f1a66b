package io.grantway.boot;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Loaded;
import io.grantway.config.Note;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.RouteConfig;
import io.grantway.gateway.policy.RequireTokenSettings;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.TokenShapeConfig;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What keeps the tokens of one authorization server from being told from those of another, or from
/// those that are for somebody else's API.
record ServerAmbiguity(
        WorkspaceConfig workspace, Loaded<Configuration> loaded, SequencedSet<Note> notes) {

    /// Of a whole configuration.
    static SequencedSet<Note> of(Loaded<Configuration> loaded) {
        SequencedSet<Note> notes = new LinkedHashSet<>();
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            new ServerAmbiguity(workspace, loaded, notes).run();
        }
        return notes;
    }

    private void run() {
        List<AuthorizationServerConfig> servers = workspace.authorizationServers();
        Map<String, AuthorizationServerConfig> issuers = new HashMap<>();
        for (AuthorizationServerConfig server : servers) {
            String issuer = issuer(server);
            AuthorizationServerConfig first =
                    issuer == null ? null : issuers.putIfAbsent(issuer, server);
            if (first != null) {
                note(
                        place(server),
                        "duplicate issuer: "
                                + first.name()
                                + " has it too, and is taken where both may be");
            }
        }
        lookAtShapes(servers.stream().filter(each -> each.external() != null).toList());
        policies().forEach(this::lookAtAudience);
    }

    private static @Nullable String issuer(AuthorizationServerConfig server) {
        if (server.builtIn() != null) {
            return server.builtIn().issuer().toString();
        }
        return server.external() == null ? null : server.external().issuer();
    }

    private Place place(AuthorizationServerConfig server) {
        return server.external() == null
                ? loaded.at(server, "name")
                : loaded.at(server.external(), "issuer");
    }

    private void lookAtShapes(List<AuthorizationServerConfig> externals) {
        AuthorizationServerConfig shapeless = null;
        for (int i = 0; i < externals.size(); i++) {
            AuthorizationServerConfig server = externals.get(i);
            ExternalServerConfig config = Objects.requireNonNull(server.external());
            for (AuthorizationServerConfig other : externals.subList(0, i)) {
                compare(server, other);
            }
            TokenShapeConfig shape = config.tokens();
            if (config.introspection() != null
                    && shape.prefix() == null
                    && shape.pattern() == null) {
                if (shapeless != null) {
                    note(
                            loaded.at(config),
                            "ambiguous tokens: opaque ones of "
                                    + server.name()
                                    + " and "
                                    + shapeless.name()
                                    + " look alike; give tokens.prefix or tokens.pattern");
                }
                shapeless = server;
            }
        }
    }

    private void compare(AuthorizationServerConfig server, AuthorizationServerConfig other) {
        TokenShapeConfig one = Objects.requireNonNull(server.external()).tokens();
        TokenShapeConfig two = Objects.requireNonNull(other.external()).tokens();
        String prefix = one.prefix();
        String second = two.prefix();
        if (prefix == null || second == null) {
            return;
        }
        if (prefix.equals(second) && (one.pattern() == null || two.pattern() == null)) {
            note(
                    loaded.at(one, "prefix"),
                    "overlapping prefixes: "
                            + other.name()
                            + " has the same, and such tokens are refused");
        } else if (prefix.startsWith(second) || second.startsWith(prefix)) {
            note(
                    loaded.at(one, "prefix"),
                    "overlapping prefixes: tokens of "
                            + (prefix.length() > second.length() ? other : server).name()
                            + " that begin like the longer one are taken for those of "
                            + (prefix.length() > second.length() ? server : other).name());
        }
    }

    private Stream<PolicySettings> policies() {
        Stream<List<PolicySettings>> ofApis =
                workspace.apis().stream()
                        .flatMap(api ->
                                Stream.concat(
                                        Stream.of(api).map(ApiConfig::policies),
                                        api.routes().stream().map(RouteConfig::policies)));
        return Stream.concat(Stream.of(workspace.policies()), ofApis).flatMap(List::stream);
    }

    /// A token that another API of the same server got would count here (RFC 9068 §4, RFC 8725
    /// §3.9).
    private void lookAtAudience(PolicySettings settings) {
        if (!(settings instanceof RequireTokenSettings policy) || !policy.audience().isEmpty()) {
            return;
        }
        List<String> careless =
                workspace.authorizationServers().stream()
                        .filter(each ->
                                policy.from().isEmpty() || policy.from().contains(each.name()))
                        .filter(each ->
                                each.external() != null && each.external().audience().isEmpty())
                        .map(AuthorizationServerConfig::name)
                        .toList();
        if (!careless.isEmpty()) {
            note(
                    loaded.at(policy),
                    "missing audience: tokens of "
                            + String.join(", ", careless)
                            + " open it whomever they are for; name audience here or there");
        }
    }

    private void note(Place place, String text) {
        notes.add(new Note(place, text));
    }
}
