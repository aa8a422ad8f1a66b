package io.grantway.boot;

import io.grantway.config.ConfigSchema;
import io.grantway.config.ConfigWriter;
import io.grantway.config.ConfigYaml;
import io.grantway.config.Nearest;
import io.grantway.config.Secret;
import io.grantway.config.Variants;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.provider.ProviderAssembly;
import io.grantway.vault.provider.ProviderFacts;
import io.grantway.vault.provider.ProviderTemplates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is known of providers, for people: all of them in lines, and one with everything.
public final class KnownProviders {
    private static final String USUAL_REDIRECT = "https://localhost:8443/connect/callback";

    private final ProviderTemplates templates;
    private final @Nullable Configuration configuration;

    private KnownProviders(ProviderTemplates templates, @Nullable Configuration configuration) {
        this.templates = templates;
        this.configuration = configuration;
    }

    /// Those that come along.
    public static KnownProviders builtIn() {
        return new KnownProviders(ProviderTemplates.builtIn(), null);
    }

    /// Those of a configuration and its directory, too.
    ///
    /// @throws io.grantway.config.ConfigRejected with every mistake
    public static KnownProviders of(List<Path> files, Map<String, String> environment) {
        Configuration read = ConfigurationFiles.load(files, List.of(), environment).value();
        return new KnownProviders(ProviderTemplates.with(read.providersDirectory()), read);
    }

    /// One in a line.
    ///
    /// @param protocol such as `oauth2`
    public record Line(
            String id, String title, String protocol, String status, String confidence) {}

    /// All templates, by their names.
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (String name : templates.names()) {
            templates.find(name).map(KnownProviders::line).ifPresent(lines::add);
        }
        return lines;
    }

    private static Line line(ProviderConfig template) {
        ProviderFacts facts = template.facts();
        return new Line(
                template.name(),
                Objects.requireNonNullElse(template.title(), template.name()),
                protocol(template),
                facts == null ? "-" : word(facts.status()),
                facts == null ? "-" : word(facts.confidence()));
    }

    private static String protocol(ProviderConfig template) {
        if (template.oauth2() != null) {
            return "oauth2";
        } else if (template.oauth1() != null) {
            return "oauth1";
        }
        return template.apiKey() != null ? "apiKey" : "basic";
    }

    private static String word(@Nullable Object value) {
        return value == null ? "-" : value.toString().toLowerCase(Locale.ROOT);
    }

    /// Everything of one, as YAML with remarks before it; secrets are not shown.
    ///
    /// @param name of an entry of the configuration, or of a template
    public Optional<String> show(String name) {
        Optional<Entry> entry = entry(name);
        Optional<ProviderConfig> whole =
                entry.map(it -> templates.whole(it.provider())).or(() -> templates.find(name));
        return whole.map(it -> text(it, entry));
    }

    /// What may have been meant by a name that nothing has.
    public Optional<String> nearest(String name) {
        return Nearest.to(name, templates.names());
    }

    private String text(ProviderConfig whole, Optional<Entry> entry) {
        StringBuilder text = new StringBuilder(1000);
        Line line = line(whole);
        remark(text, line.title() + ": " + line.protocol() + ", " + line.status());
        remark(text, "confidence: " + line.confidence());
        ProviderFacts facts = whole.facts();
        if (facts != null && !facts.uncertain().isEmpty()) {
            remark(text, "look up before you trust it: " + String.join(", ", facts.uncertain()));
        }
        if (whole.oauth2() != null || whole.oauth1() != null) {
            remark(text, "register there as redirect URI: " + redirect(entry));
        }
        Provider provider = ProviderAssembly.of("default", whole);
        provider.incomplete().ifPresent(gaps -> remark(text, "to use it, " + gaps));
        // A template's own header fields are no secrets, and must be read.
        Function<Secret, String> shown =
                secret -> entry.isEmpty() ? secret.expose(it -> it) : secret.toString();
        ConfigWriter writer = new ConfigWriter(Variants.NONE, shown);
        return text.append(ConfigYaml.write(writer.write(whole))).toString();
    }

    private static void remark(StringBuilder text, String line) {
        text.append("# ").append(line).append('\n');
    }

    private String redirect(Optional<Entry> entry) {
        Configuration read = configuration;
        VaultConfig vault =
                entry.map(Entry::workspace)
                        .map(WorkspaceConfig::vault)
                        .orElse(read == null ? null : read.vault());
        return vault == null || vault.redirectUri() == null
                ? USUAL_REDIRECT + " (or as vault.redirectUri says)"
                : vault.redirectUri().toString();
    }

    private Optional<Entry> entry(String name) {
        Configuration read = configuration;
        if (read == null) {
            return Optional.empty();
        }
        return read.allWorkspaces().stream()
                .flatMap(each ->
                        each.providers().stream().map(provider -> new Entry(each, provider)))
                .filter(each -> each.provider().name().equals(name))
                .findFirst();
    }

    private record Entry(WorkspaceConfig workspace, ProviderConfig provider) {}

    /// The JSON schema of a provider's file.
    public static String schema() {
        return ConfigSchema.of(
                ProviderConfig.class, Variants.NONE, "A provider of Grantway's vault");
    }
}
