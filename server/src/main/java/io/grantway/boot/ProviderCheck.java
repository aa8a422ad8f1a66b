package io.grantway.boot;

import io.grantway.config.ConfigRejected;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.provider.ProviderAssembly;
import io.grantway.vault.provider.ProviderTemplates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what is wrong among the providers of a workspace, and in the templates that they name.
record ProviderCheck(WorkspaceConfig workspace, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        ProviderTemplates templates = ProviderTemplates.with(loaded.value().providersDirectory());
        if (!workspace.providers().isEmpty()) {
            loaded.alsoRead(loaded.value().providersDirectory());
        }
        Map<String, Place> names = new HashMap<>();
        for (ProviderConfig provider : workspace.providers()) {
            ConfigurationCheck.once(
                    names, provider.name(), loaded.at(provider, "name"), "provider", mistakes);
            ProviderTemplates.meant(provider).flatMap(templates::file).ifPresent(loaded::alsoRead);
            whole(provider, templates).ifPresent(whole -> check(provider, whole));
        }
        VaultConfig vault = workspace.vault();
        if (vault != null) {
            vault.apps().forEach(app -> check(app, names));
        }
    }

    private Optional<ProviderConfig> whole(ProviderConfig provider, ProviderTemplates templates) {
        try {
            Optional<String> name = ProviderTemplates.meant(provider);
            if (name.isEmpty() || templates.find(name.get()).isPresent()) {
                return Optional.of(templates.whole(provider));
            }
            if (provider.template() == null) {
                String text =
                        "there is no provider template \""
                                + name.get()
                                + "\"; name one as `template`, or say oauth2, oauth1, apiKey or"
                                + " basic";
                mistakes.addUnknown(
                        loaded.at(provider, "name"), text, name.get(), templates.names());
            } else {
                mistakes.addUnknown(
                        loaded.at(provider, "template"),
                        "there is no provider template \"" + name.get() + '"',
                        name.get(),
                        templates.names());
            }
        } catch (ConfigRejected e) {
            e.mistakes()
                    .forEach(each ->
                            mistakes.add(
                                    each.place(),
                                    each.message()
                                            + each.suggestion()
                                                    .map(it -> "; did you mean \"" + it + "\"?")
                                                    .orElse("")));
        }
        return Optional.empty();
    }

    private void check(ProviderConfig provider, ProviderConfig whole) {
        ProviderAssembly.mistakes(whole)
                .forEach((key, mistake) ->
                        mistakes.add(
                                at(provider, key),
                                (key.isEmpty() ? "the provider" : key) + " " + mistake));
    }

    /// Where the entry says a key; where it names its template, or itself, where that says it.
    private Place at(ProviderConfig provider, String key) {
        List<String> steps = List.of(key.split("[.\\[]", -1));
        Record group =
                switch (steps.getFirst()) {
                    case "oauth2" -> provider.oauth2();
                    case "oauth1" -> provider.oauth1();
                    case "apiKey" -> provider.apiKey();
                    case "basic" -> provider.basic();
                    case "api" -> provider.api();
                    default -> null;
                };
        if (group != null && steps.size() > 1) {
            return loaded.at(group, steps.get(1));
        }
        if (steps.getFirst().equals("variables") && steps.size() > 1) {
            return loaded.at(provider, "variables", steps.get(1));
        }
        return loaded.at(provider, provider.template() == null ? "name" : "template");
    }

    private void check(VaultAppConfig app, Map<String, Place> known) {
        List<String> wanted = app.providers();
        for (int i = 0; wanted != null && i < wanted.size(); i++) {
            if (!known.containsKey(wanted.get(i))) {
                mistakes.addUnknown(
                        loaded.at(app, "providers", i),
                        "there is no provider \"" + wanted.get(i) + '"',
                        wanted.get(i),
                        known.keySet());
            }
        }
    }
}
