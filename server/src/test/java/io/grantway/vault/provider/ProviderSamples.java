package io.grantway.vault.provider;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Variants;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Entries and providers from YAML.
final class ProviderSamples {
    private ProviderSamples() {}

    static ProviderConfig read(String yaml) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        ProviderConfig.class,
                        List.of(),
                        List.of(new ConfigText("entry.yaml", yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value();
    }

    /// With what the template says that it names.
    static Provider provider(String yaml) {
        return ProviderAssembly.of("default", ProviderTemplates.builtIn().whole(read(yaml)));
    }

    static ProviderConfig withVariables(
            ProviderConfig entry, Map<String, VariableConfig> variables) {
        return new ProviderConfig(
                entry.name(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                variables,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
