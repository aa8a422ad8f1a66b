package io.grantway.oauth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What an access token says beside who may do what: the same claims in a signed token (RFC 9068
/// §2.2), in the answer of an introspection (RFC 7662 §2.2) and in the store. Immutable.
public final class TokenClaims {
    /// The APIs that a token is for (RFC 8707 §2, RFC 9068 §3).
    public static final String AUDIENCE = "aud";

    /// The key that whoever uses the token must hold (RFC 7800, RFC 9449 §6, RFC 8705 §3.1).
    public static final String CONFIRMATION = "cnf";

    /// Who acts for the subject (RFC 8693 §4.1).
    public static final String ACTOR = "act";

    /// RFC 9396 §9
    public static final String AUTHORIZATION_DETAILS = "authorization_details";

    /// When and how the user proved who they are (RFC 9068 §2.2.1).
    public static final String AUTHENTICATED_AT = "auth_time";

    public static final String AUTHENTICATION_CONTEXT = "acr";
    public static final String AUTHENTICATION_METHODS = "amr";

    /// The login session that a token descends from (OpenID Connect Back-Channel Logout §2.1).
    public static final String SESSION = "sid";

    /// What ID tokens are to say of the user, by name. Kept, and never told: an access token is for
    /// APIs, which it does not concern.
    public static final String IN_ID_TOKEN = "id_token_claims";

    public static final TokenClaims NONE = new TokenClaims(JsonNodeFactory.instance.objectNode());

    private static final Set<String> NAMES =
            Set.of(
                    AUDIENCE,
                    CONFIRMATION,
                    ACTOR,
                    AUTHORIZATION_DETAILS,
                    AUTHENTICATED_AT,
                    AUTHENTICATION_CONTEXT,
                    AUTHENTICATION_METHODS,
                    SESSION,
                    IN_ID_TOKEN);
    private static final JsonMapper MAPPER = new JsonMapper();

    /// Never changed.
    private final ObjectNode claims;

    private TokenClaims(ObjectNode claims) {
        this.claims = claims;
    }

    /// Those of a whole claims set.
    public static TokenClaims of(ObjectNode all) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        all.properties().stream()
                .filter(each -> NAMES.contains(each.getKey()))
                .forEach(each -> claims.set(each.getKey(), each.getValue().deepCopy()));
        return claims.isEmpty() ? NONE : new TokenClaims(claims);
    }

    /// As [#toString] wrote them.
    ///
    /// @throws IllegalArgumentException where it did not
    public static TokenClaims parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return of(object);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the claims of a token are no JSON", e);
        }
        throw new IllegalArgumentException("the claims of a token are no JSON object");
    }

    public boolean isEmpty() {
        return claims.isEmpty();
    }

    public Optional<JsonNode> claim(String name) {
        return Optional.ofNullable(claims.get(name)).map(JsonNode::deepCopy);
    }

    /// These with one of them replaced, or taken out.
    public TokenClaims with(String name, @Nullable JsonNode value) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(name + " is not a claim that tokens keep");
        }
        if (Objects.equals(value, claims.get(name))) {
            return this;
        }
        ObjectNode changed = claims.deepCopy();
        if (value == null) {
            changed.remove(name);
        } else {
            changed.set(name, value.deepCopy());
        }
        return new TokenClaims(changed);
    }

    /// The APIs that the token is for; empty where nothing was said, which leaves it to the server.
    public List<String> audience() {
        JsonNode audience = claims.path(AUDIENCE);
        return audience.isString()
                ? List.of(audience.asString())
                : audience.valueStream().map(each -> each.asString("")).toList();
    }

    /// A single one is written as such, not as a list of one: what every reader understands (RFC
    /// 7519 §4.1.3).
    public TokenClaims withAudience(List<String> audience) {
        if (audience.size() == 1) {
            return with(AUDIENCE, JsonNodeFactory.instance.stringNode(audience.getFirst()));
        }
        var all = JsonNodeFactory.instance.arrayNode();
        audience.forEach(all::add);
        return with(AUDIENCE, audience.isEmpty() ? null : all);
    }

    /// The key that whoever uses the token must hold.
    public Optional<Confirmation> confirmation() {
        return Confirmation.of(claims.path(CONFIRMATION));
    }

    public TokenClaims with(Optional<Confirmation> confirmation) {
        return with(
                CONFIRMATION,
                confirmation
                        .map(each ->
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put(each.member(), each.thumbprint()))
                        .orElse(null));
    }

    /// Puts them among the claims of a token.
    public void addTo(ObjectNode token) {
        claims.properties().stream()
                .filter(each -> !each.getKey().equals(IN_ID_TOKEN))
                .forEach(each -> token.set(each.getKey(), each.getValue().deepCopy()));
    }

    /// What ID tokens are to say of the user, by name.
    public List<String> inIdToken() {
        return claims.path(IN_ID_TOKEN).valueStream().map(each -> each.asString("")).toList();
    }

    public TokenClaims withInIdToken(List<String> names) {
        var all = JsonNodeFactory.instance.arrayNode();
        names.forEach(all::add);
        return with(IN_ID_TOKEN, names.isEmpty() ? null : all);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenClaims them && claims.equals(them.claims);
    }

    @Override
    public int hashCode() {
        return claims.hashCode();
    }

    /// JSON.
    @Override
    public String toString() {
        return claims.toString();
    }
}
