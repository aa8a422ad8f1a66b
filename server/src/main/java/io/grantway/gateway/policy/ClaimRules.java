package io.grantway.gateway.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.grantway.token.ValidToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the claims of a token must be: expressions in the Common Expression Language. They end
/// always and touch nothing but the token. What they said of a token is remembered with it.
final class ClaimRules {
    static final ClaimRules NONE = new ClaimRules(List.of());

    private static final long MOST = 10_000;

    private record Rule(String text, CelRuntime.Program program) {}

    private final List<Rule> rules;

    /// By the token itself, which stays the same object while it is remembered.
    private final Cache<ValidToken, Optional<String>> said =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

    private ClaimRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// @throws IllegalArgumentException naming the expression that is wrong, and where
    static ClaimRules of(List<String> expressions) {
        if (expressions.isEmpty()) {
            // The language is not even loaded where nobody uses it.
            return NONE;
        }
        CelCompiler compiler =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(CelOptions.current().build())
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .addVar("claims", MapType.create(SimpleType.STRING, SimpleType.DYN))
                        .addVar("subject", SimpleType.STRING)
                        .addVar("client", SimpleType.STRING)
                        .addVar("server", SimpleType.STRING)
                        .addVar("scopes", ListType.create(SimpleType.STRING))
                        .setResultType(SimpleType.BOOL)
                        .build();
        CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        List<Rule> rules = new ArrayList<>();
        for (String expression : expressions) {
            rules.add(rule(expression, compiler, runtime));
        }
        return new ClaimRules(rules);
    }

    private static Rule rule(String expression, CelCompiler compiler, CelRuntime runtime) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            return new Rule(expression, runtime.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(
                    "claims: '" + expression + "' is no condition: " + e.getMessage(), e);
        }
    }

    /// The first expression that a token does not satisfy. One that cannot be evaluated, since a
    /// claim is missing or of another kind, is not satisfied.
    Optional<String> broken(ValidToken token) {
        return rules.isEmpty() ? Optional.empty() : said.get(token, this::evaluate);
    }

    private Optional<String> evaluate(ValidToken token) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("claims", value(token.claims()));
        variables.put("subject", token.subject().orElse(""));
        variables.put("client", token.clientId());
        variables.put("server", token.server());
        variables.put("scopes", List.copyOf(token.scopes().tokens()));
        for (Rule rule : rules) {
            try {
                if (!Boolean.TRUE.equals(rule.program().eval(variables))) {
                    return Optional.of(rule.text());
                }
            } catch (CelEvaluationException e) {
                return Optional.of(rule.text() + " (" + e.getMessage() + ")");
            }
        }
        return Optional.empty();
    }

    /// A claim as the language knows values.
    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(each -> map.put(each.getKey(), value(each.getValue())));
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(ClaimRules::value).toList();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            // What no double holds compares to nothing.
            return node.asDouble(Double.NaN);
        }
        return node.isNull() ? dev.cel.common.values.NullValue.NULL_VALUE : node.asString("");
    }
}
