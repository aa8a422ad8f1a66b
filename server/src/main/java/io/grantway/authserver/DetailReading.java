package io.grantway.authserver;

import io.grantway.authserver.DetailTypeConfig.MemberConfig;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the parameter `authorization_details` (RFC 9396 §2, §5): what is not declared is refused,
/// since whoever reads the token could take it for allowed.
final class DetailReading {
    /// The name of any member. Users see it, so that it must not pass for something else.
    static final String NAME = "[A-Za-z0-9_.-]{1,64}";

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final int LONGEST = 4096;
    private static final int LONGEST_TEXT = 500;
    private static final int MOST = 10;
    private static final int MOST_VALUES = 50;
    private static final int DEEPEST = 4;

    private final Map<String, DetailTypeConfig> types;

    DetailReading(Map<String, DetailTypeConfig> types) {
        this.types = types;
    }

    /// @throws OAuthRefusal where they are not what the types say
    AuthorizationDetails read(String text) {
        if (text.length() > LONGEST) {
            throw wrong("they are longer than " + LONGEST + " characters");
        }
        JsonNode json = parsed(text);
        if (!json.isArray() || json.isEmpty() || json.size() > MOST) {
            throw wrong("they must be a list of one to " + MOST + " objects");
        }
        List<ObjectNode> all = new ArrayList<>();
        for (JsonNode each : json) {
            if (!(each instanceof ObjectNode detail)) {
                throw wrong("one of them is no object");
            }
            check(detail);
            all.add(detail);
        }
        return new AuthorizationDetails(all);
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (Problem e) {
            throw wrong(e.detail());
        }
    }

    private void check(ObjectNode detail) {
        String name = AuthorizationDetails.type(detail);
        DetailTypeConfig type = types.get(name);
        if (type == null || !detail.path("type").isString()) {
            throw wrong("there is no type \"" + name + "\" here");
        }
        requireBearable(detail, 1);
        detail.properties().forEach(member -> check(type, member.getKey(), member.getValue()));
        type.members().stream()
                .filter(MemberConfig::required)
                .filter(member -> !detail.has(member.name()))
                .findFirst()
                .ifPresent(member -> {
                    throw wrong(name + " needs " + member.name());
                });
    }

    private static void check(DetailTypeConfig type, String name, JsonNode value) {
        switch (name) {
            case "type" -> {}
            case "actions" -> requireSome(name, value, type.actions());
            case "locations" -> requireSome(name, value, type.locations());
            case "datatypes" -> requireSome(name, value, type.datatypes());
            case "privileges" -> requireSome(name, value, type.privileges());
            case "identifier" -> {
                if (!type.identifier() || !value.isString()) {
                    throw wrong("identifier is no text, or not for " + type.type());
                }
            }
            default -> checkDeclared(type, name, value);
        }
    }

    private static void checkDeclared(DetailTypeConfig type, String name, JsonNode value) {
        Optional<MemberConfig> declared =
                type.members().stream().filter(each -> each.name().equals(name)).findFirst();
        if (declared.isEmpty()) {
            throw wrong(type.type() + " has no member " + name);
        }
        List<String> values = declared.get().values();
        boolean fits =
                switch (declared.get().kind()) {
                    case TEXT -> value.isString() && (values.isEmpty() || isOf(value, values));
                    case NUMBER -> value.isNumber();
                    case FLAG -> value.isBoolean();
                    case OBJECT -> value.isObject();
                    case TEXTS ->
                            isTexts(value)
                                    && (values.isEmpty()
                                            || value.valueStream()
                                                    .allMatch(each -> isOf(each, values)));
                };
        if (!fits) {
            throw wrong(name + " of " + type.type() + " is not as declared");
        }
    }

    private static boolean isOf(JsonNode value, List<String> values) {
        return values.contains(value.asString(""));
    }

    private static boolean isTexts(JsonNode value) {
        return value.isArray()
                && !value.isEmpty()
                && value.valueStream().allMatch(JsonNode::isString);
    }

    private static void requireSome(String name, JsonNode value, List<String> offered) {
        if (!isTexts(value) || !value.valueStream().allMatch(each -> isOf(each, offered))) {
            throw wrong(name + " must be some of " + offered);
        }
    }

    /// What a page can show and a person can read.
    private static void requireBearable(JsonNode node, int depth) {
        if (depth > DEEPEST || node.size() > MOST_VALUES) {
            throw wrong("one of them is too deep or too large");
        }
        if (node.isString() && !isClean(node.asString())) {
            throw wrong("a text in them is too long, or has control characters");
        }
        if (node.isNumber() && !Double.isFinite(node.asDouble(Double.NaN))) {
            throw wrong("a number in them is too large");
        }
        if (node.isNull()) {
            throw wrong("a member in them is null");
        }
        Set<String> names = Set.copyOf(node.propertyNames());
        if (!names.stream().allMatch(name -> NAMES.matcher(name).matches())) {
            throw wrong("the name of a member has other characters than letters and digits");
        }
        node.valueStream().forEach(each -> requireBearable(each, depth + 1));
    }

    /// Without what turns the direction of a text, or is not seen at all.
    private static boolean isClean(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_TEXT
                && text.codePoints()
                        .noneMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.FORMAT
                                        || Character.getType(c) == Character.LINE_SEPARATOR
                                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                                        || Character.getType(c) == Character.SURROGATE);
    }

    static OAuthRefusal wrong(String why) {
        return new OAuthRefusal(Refusal.DETAILS_WRONG).because("authorization_details: " + why);
    }
}
