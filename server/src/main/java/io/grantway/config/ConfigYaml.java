package io.grantway.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.databind.JsonNode;

/// Writes trees as YAML.
public final class ConfigYaml {
    private ConfigYaml() {}

    /// A document in block style, which reads back to the same tree.
    public static String write(JsonNode tree) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndicatorIndent(2)
                        .setIndent(2)
                        .setIndentWithIndicator(true)
                        .setWidth(120)
                        .build();
        return new Dump(settings).dumpToString(plain(tree));
    }

    private static Object plain(JsonNode tree) {
        if (tree.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            tree.properties().forEach(each -> map.put(each.getKey(), plain(each.getValue())));
            return map;
        }
        if (tree.isArray()) {
            return tree.valueStream().map(ConfigYaml::plain).toList();
        }
        if (tree.isBoolean()) {
            return tree.booleanValue();
        }
        if (tree.isIntegralNumber()) {
            return tree.longValue();
        }
        return tree.isNumber() ? (Object) tree.doubleValue() : tree.asString("");
    }
}
