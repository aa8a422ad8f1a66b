package io.grantway.boot;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigReference;
import io.grantway.config.ConfigSchema;
import io.grantway.config.ConfigText;
import io.grantway.config.ConfigWriter;
import io.grantway.config.Loaded;
import io.grantway.config.SecretMask;
import io.grantway.config.Variants;
import io.grantway.gateway.PolicyKind;
import io.grantway.openapi.OpenApiInclusion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Reads configuration files with everything that Grantway knows, and describes what may stand in
/// them.
public final class ConfigurationFiles {
    private static final String TITLE = "Grantway's configuration";

    /// Environment variables of the launcher and the commands, which set no key.
    private static final Set<String> NOT_SETTINGS =
            Set.of(
                    "GRANTWAY_ADMIN_TOKEN",
                    "GRANTWAY_ADMIN_URL",
                    "GRANTWAY_STORE_KEY",
                    "GRANTWAY_HOME",
                    "GRANTWAY_DATA",
                    "GRANTWAY_CONFIG",
                    "GRANTWAY_JAVA_OPTS",
                    "GRANTWAY_AOT");

    private ConfigurationFiles() {}

    /// Reads and checks.
    ///
    /// @throws io.grantway.config.ConfigRejected with every mistake
    public static Loaded<Configuration> load(
            List<Path> files, List<ConfigText> sets, Map<String, String> environment) {
        return reader().load(
                        Configuration.class, files, sets, environment, ConfigurationCheck.ofAll());
    }

    /// Binds one thing that came over the admin API, as the only one of its configuration. Names of
    /// other things in it are not looked up.
    ///
    /// @throws io.grantway.config.ConfigRejected with every mistake
    public static Configuration one(ObjectNode tree) {
        return reader().loadTree(
                        Configuration.class, "the object", tree, ConfigurationCheck.ofOne())
                .value();
    }

    private static ConfigReader reader() {
        return new ConfigReader(variants(), NOT_SETTINGS, List.of(new OpenApiInclusion()));
    }

    /// Writes what [#one] reads, secrets as they are.
    public static ConfigWriter writer() {
        return new ConfigWriter(variants(), secret -> secret.expose(text -> text));
    }

    /// Hides the secrets of what [#writer] writes.
    public static SecretMask mask() {
        return new SecretMask(variants());
    }

    /// Puts something else in the place of the secrets of what [#writer] writes.
    public static SecretMask mask(SecretMask.Replacement replacement) {
        return new SecretMask(variants(), replacement);
    }

    /// Reads and checks, and says in a line what there is.
    ///
    /// @throws io.grantway.config.ConfigRejected with every mistake
    public static String check(List<Path> files, Map<String, String> environment) {
        return summary(load(files, List.of(), environment).value());
    }

    /// What there is, in a line.
    static String summary(Configuration configuration) {
        List<WorkspaceConfig> all = configuration.allWorkspaces();
        int apis = all.stream().mapToInt(each -> each.apis().size()).sum();
        int consumers = all.stream().mapToInt(each -> each.consumers().size()).sum();
        int applications =
                all.stream()
                        .flatMap(each -> each.consumers().stream())
                        .mapToInt(consumer -> consumer.applications().size())
                        .sum();
        return counted(apis, "API")
                + ", "
                + counted(consumers, "consumer")
                + ", "
                + counted(applications, "application")
                + some(all.stream().mapToInt(each -> each.connections().size()).sum(), "connection")
                + some(all.stream().mapToInt(each -> each.channels().size()).sum(), "channel")
                + some(all.stream().mapToInt(each -> each.providers().size()).sum(), "provider");
    }

    private static String some(int count, String noun) {
        return count == 0 ? "" : ", " + counted(count, noun);
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /// The JSON schema of the configuration.
    public static String schema() {
        return ConfigSchema.of(Configuration.class, variants(), TITLE);
    }

    /// The reference page of the configuration, in Markdown.
    public static String reference() {
        return ConfigReference.of(Configuration.class, variants(), TITLE);
    }

    private static Variants variants() {
        Variants variants = Variants.NONE;
        for (PolicyKind<?> kind : PolicyKind.ALL) {
            variants = variants.with(PolicySettings.class, kind.name(), kind.settings());
        }
        return variants;
    }
}
