package io.grantway.authserver;

import io.grantway.oauth.TokenClaims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Authorization details that were found good (RFC 9396 §2). Never changed.
public record AuthorizationDetails(List<ObjectNode> all) {
    public static final AuthorizationDetails NONE = new AuthorizationDetails(List.of());

    public AuthorizationDetails {
        all = List.copyOf(all);
    }

    /// Those that a token has.
    public static AuthorizationDetails of(TokenClaims claims) {
        return new AuthorizationDetails(
                claims.claim(TokenClaims.AUTHORIZATION_DETAILS).stream()
                        .flatMap(JsonNode::valueStream)
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .toList());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// The claims with these in place of those that they have.
    TokenClaims in(TokenClaims claims) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        all.forEach(array::add);
        return claims.with(TokenClaims.AUTHORIZATION_DETAILS, isEmpty() ? null : array);
    }

    static String type(ObjectNode detail) {
        return detail.path("type").asString("");
    }

    /// Whether others are no more than these: each is one of these or less, and no two are the same
    /// one, or a client could turn one payment into two.
    boolean covers(AuthorizationDetails others) {
        List<ObjectNode> left = new ArrayList<>(all);
        for (ObjectNode other : others.all()) {
            OptionalInt place =
                    IntStream.range(0, left.size())
                            .filter(i -> covers(left.get(i), other))
                            .findFirst();
            if (place.isEmpty()) {
                return false;
            }
            left.remove(place.getAsInt());
        }
        return true;
    }

    /// A member that is left out or added may mean more than before, so that only lists of texts
    /// can be narrowed.
    private static boolean covers(ObjectNode held, ObjectNode asked) {
        return Set.copyOf(held.propertyNames()).equals(Set.copyOf(asked.propertyNames()))
                && held.properties().stream()
                        .allMatch(member -> covers(member.getValue(), asked.path(member.getKey())));
    }

    private static boolean covers(JsonNode held, JsonNode asked) {
        boolean lists = held.isArray() && asked.isArray();
        if (!lists || asked.isEmpty()) {
            return held.equals(asked);
        }
        Set<JsonNode> values = new HashSet<>();
        held.forEach(values::add);
        return asked.valueStream().allMatch(values::contains);
    }
}
