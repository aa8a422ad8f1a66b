package io.grantway.kong.resource;

import io.grantway.http.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The plugins of a declarative file as the admin API would have them: shared configurations put
/// in, older names of fields made the newer, fields of other editions left out.
record PluginInput(ImportReport report, ObjectNode file) {
    private static final Set<String> HARMLESS =
            Set.of(
                    "redis",
                    "redis_host",
                    "redis_port",
                    "redis_username",
                    "redis_password",
                    "redis_timeout",
                    "redis_database",
                    "redis_ssl",
                    "redis_ssl_verify",
                    "redis_server_name",
                    "identity_realms",
                    "persistent_refresh_token",
                    "throttling",
                    "lock_dictionary_name");

    void complete(String place, ObjectNode item, ObjectNode input) {
        String shared = item.path("_config").asString("");
        if (!shared.isEmpty()) {
            if (file.path("_plugin_configs").get(shared) instanceof ObjectNode common) {
                ObjectNode own =
                        input.get("config") instanceof ObjectNode config ? config : Json.object();
                input.set("config", Trees.merged(common, own));
            } else {
                report.mistake(
                        place + "._config", "there is no '" + shared + "' in _plugin_configs");
            }
        }
        for (String owner : List.of("consumer_group", "partials", "condition")) {
            drop(place, owner, input);
        }
        if (input.get("config") instanceof ObjectNode config) {
            rename(config, "whitelist", "allow");
            rename(config, "blacklist", "deny");
            fields(place + ".config", input.path("name").asString(""), config);
        }
    }

    private static void rename(ObjectNode config, String old, String now) {
        @Nullable JsonNode value = config.remove(old);
        if (value != null && !config.has(now)) {
            config.set(now, value);
        }
    }

    private void fields(String place, String plugin, ObjectNode config) {
        @Nullable PluginConfigs known = PluginConfigs.ALL.get(plugin);
        for (String field : List.copyOf(config.propertyNames())) {
            boolean ours = known != null && known.config().field(field).isPresent();
            if (!ours && (HARMLESS.contains(field) || !Schema.isSet(config, field))) {
                drop(place, field, config);
            }
        }
    }

    private void drop(String place, String field, ObjectNode from) {
        if (Schema.isSet(from, field)) {
            report.note(place + "." + field, "not taken: Grantway has no use for it");
        }
        from.remove(field);
    }
}
