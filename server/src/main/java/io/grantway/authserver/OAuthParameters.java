package io.grantway.authserver;

import io.grantway.http.FormBody;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of an OAuth request (RFC 6749 Appendix B), from the query and from a form, JSON
/// or multipart body, whose values win. A parameter without a value counts as not sent (§3.1).
public final class OAuthParameters {
    public static final OAuthParameters NONE = new OAuthParameters(Map.of());

    private enum Kind {
        STRING,
        /// A JSON number or boolean.
        SCALAR,
        /// A JSON array or object.
        STRUCTURE,
        /// Sent more than once.
        REPEATED
    }

    /// Parameters that may come more than once: RFC 8707 §2, RFC 8693 §2.1.
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");

    /// Parameters whose text is JSON: OpenID Connect Core §5.5, RFC 9396 §2.
    private static final Set<String> JSON = Set.of("claims", "authorization_details");

    /// Claims that say something of the token they stand in (RFC 7519 §4.1).
    private static final Set<String> OF_TOKEN =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    /// @param texts where it is of kind `REPEATED`
    private record Value(String text, List<String> texts, Kind kind) {
        Value(String text, Kind kind) {
            this(text, List.of(text), kind);
        }
    }

    private final Map<String, Value> values;

    private OAuthParameters(Map<String, Value> values) {
        this.values = values;
    }

    public static OAuthParameters of(Parameters parameters) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        for (String name : parameters.names()) {
            List<String> all = parameters.all(name);
            Kind kind = all.size() > 1 ? Kind.REPEATED : Kind.STRING;
            // One that is empty and one that is not are two all the same.
            String text = all.stream().filter(each -> !each.isEmpty()).findFirst().orElse("");
            put(values, name, new Value(text, all, kind));
        }
        return new OAuthParameters(values);
    }

    /// Reads a request's query and body.
    ///
    /// @throws OAuthRefusal when they are not what their content type says
    public static OAuthParameters read(Request request) {
        return ofQuery(request).overlaidBy(ofBody(request));
    }

    public static OAuthParameters ofQuery(Request request) {
        try {
            return of(request.query());
        } catch (Problem e) {
            throw malformed(e.detail());
        }
    }

    /// Reads a body; one of an unknown type holds no parameters.
    public static OAuthParameters ofBody(Request request) {
        if (request.body().isEmpty()) {
            return NONE;
        }
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        try {
            if (type.startsWith("application/json")) {
                return ofJson(Json.parse(request.body().text()));
            }
            return FormBody.isForm(type) ? of(FormBody.read(request)) : NONE;
        } catch (Problem e) {
            throw malformed(e.detail());
        }
    }

    private static OAuthParameters ofJson(JsonNode json) {
        if (!json.isObject()) {
            throw malformed("the body is not a JSON object");
        }
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        json.properties()
                .forEach(member ->
                        put(values, member.getKey(), ofMember(member.getKey(), member.getValue())));
        return new OAuthParameters(values);
    }

    /// Those of a signed request (RFC 9101 §4), where they stand among the claims of its token.
    /// What is JSON there and text elsewhere becomes text.
    static OAuthParameters ofClaims(ObjectNode claims) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        claims.properties().stream()
                .filter(claim -> !OF_TOKEN.contains(claim.getKey()))
                .forEach(claim ->
                        put(values, claim.getKey(), ofClaim(claim.getKey(), claim.getValue())));
        return new OAuthParameters(values);
    }

    private static Value ofMember(String name, JsonNode node) {
        return JSON.contains(name) && node.isContainer()
                ? new Value(Json.write(node), Kind.STRING)
                : of(node);
    }

    private static Value ofClaim(String name, JsonNode node) {
        boolean several =
                REPEATABLE.contains(name)
                        && node.isArray()
                        && !node.isEmpty()
                        && node.valueStream().allMatch(JsonNode::isString);
        if (!several) {
            return ofMember(name, node);
        }
        List<String> texts = node.valueStream().map(JsonNode::asString).toList();
        return new Value(texts.getFirst(), texts, Kind.REPEATED);
    }

    private static Value of(JsonNode node) {
        if (node.isString()) {
            return new Value(node.stringValue(), Kind.STRING);
        }
        if (node.isNumber() || node.isBoolean()) {
            return new Value(node.asString(), Kind.SCALAR);
        }
        return new Value(node.isNull() ? "" : "?", Kind.STRUCTURE);
    }

    private static void put(Map<String, Value> values, String name, Value value) {
        if (!value.text().isEmpty()) {
            values.put(name, value);
        }
    }

    private static OAuthRefusal malformed(String privateText) {
        return new OAuthRefusal(Refusal.MALFORMED_REQUEST).because(privateText);
    }

    /// These parameters, with those of the same name replaced.
    public OAuthParameters overlaidBy(OAuthParameters others) {
        if (others.values.isEmpty() || values.isEmpty()) {
            return values.isEmpty() ? others : this;
        }
        SequencedMap<String, Value> merged = new LinkedHashMap<>(values);
        merged.putAll(others.values);
        return new OAuthParameters(merged);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /// The one value of a parameter, where it is text, a number or a boolean.
    public Optional<String> text(String name) {
        Value value = values.get(name);
        return value == null || value.kind() == Kind.STRUCTURE || value.kind() == Kind.REPEATED
                ? Optional.empty()
                : Optional.of(value.text());
    }

    /// The values of a parameter that may come more than once, in their order.
    public List<String> texts(String name) {
        Value value = values.get(name);
        return value == null || value.kind() == Kind.STRUCTURE ? List.of() : value.texts();
    }

    /// Whether a parameter was sent, but not as one string.
    public boolean isOddlyTyped(String name) {
        Value value = values.get(name);
        return value != null && value.kind() != Kind.STRING;
    }

    /// The first parameter that was sent more than once though RFC 6749 §3.1 forbids it.
    public Optional<String> repeated() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Kind.REPEATED)
                .filter(entry -> !REPEATABLE.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Names only: values may be secrets.
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
