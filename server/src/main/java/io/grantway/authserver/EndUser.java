package io.grantway.authserver;

import io.grantway.http.Json;
import io.grantway.oauth.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What a client may learn of a user (OpenID Connect Core §5.1).
///
/// @param claims beside the names; never changed
public record EndUser(String username, Optional<String> name, ObjectNode claims) {
    /// What each scope tells (§5.4).
    private static final Map<String, List<String>> BY_SCOPE =
            Map.of(
                    "profile",
                    List.of(
                            "preferred_username",
                            "name",
                            "given_name",
                            "family_name",
                            "middle_name",
                            "nickname",
                            "profile",
                            "picture",
                            "website",
                            "gender",
                            "birthdate",
                            "zoneinfo",
                            "locale"),
                    "email",
                    List.of("email", "email_verified"),
                    "address",
                    List.of("address"),
                    "phone",
                    List.of("phone_number", "phone_number_verified"));

    private static final List<String> SCOPES = List.of("profile", "email", "address", "phone");

    /// One of whom nothing else is known.
    public EndUser(String username, Optional<String> name) {
        this(username, name, Json.object());
    }

    /// The names of all claims that some scopes tell.
    public static List<String> tellable(Scopes scopes) {
        return SCOPES.stream()
                .filter(scopes::contains)
                .flatMap(scope -> BY_SCOPE.getOrDefault(scope, List.of()).stream())
                .toList();
    }

    /// Whether a claim is one that users may have, beside their names.
    static boolean mayHave(String claim) {
        return !claim.equals("preferred_username")
                && !claim.equals("name")
                && BY_SCOPE.values().stream().anyMatch(names -> names.contains(claim));
    }

    /// What some scopes tell of the user.
    public ObjectNode told(Scopes scopes) {
        ObjectNode told = Json.object();
        tellable(scopes)
                .forEach(name -> claim(name).ifPresent(value -> told.set(name, value.deepCopy())));
        return told;
    }

    private Optional<JsonNode> claim(String claim) {
        Stream<JsonNode> found =
                switch (claim) {
                    case "preferred_username" -> Stream.of(StringNode.valueOf(username));
                    case "name" -> name.stream().map(StringNode::valueOf);
                    default -> Stream.of(claims.path(claim)).filter(each -> !each.isMissingNode());
                };
        return found.findFirst();
    }

    /// Names alone: the rest is the user's own affair.
    @Override
    public String toString() {
        return "EndUser[" + username + "]";
    }
}
