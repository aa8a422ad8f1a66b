package io.grantway.vault.connect;

import io.grantway.vault.Access;
import io.grantway.vault.ApiAddress;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.Provider.Variable.Source;
import io.grantway.vault.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The values of a provider's variables, looked at before they go into any address: a value with a
/// slash or an `@` in it would choose another host than the provider's.
final class Variables {
    private static final int LONGEST = 512;

    private Variables() {}

    /// Those that come from one source.
    static List<Variable> from(Provider provider, Source source) {
        return provider.variables().stream().filter(each -> each.source() == source).toList();
    }

    /// What is wrong with a value that an app or a user gives; empty where nothing is.
    static Optional<String> mistake(List<Provider> providers, String name, String value) {
        List<String> mistakes = new ArrayList<>();
        boolean known = false;
        for (Provider provider : providers) {
            for (Variable variable : from(provider, Source.CONNECT)) {
                if (variable.name().equals(name)) {
                    known = true;
                    mistake(provider, variable, value).ifPresent(mistakes::add);
                }
            }
        }
        return known
                ? mistakes.stream().findFirst()
                : Optional.of("is no variable of these providers");
    }

    /// What is wrong with a value, wherever it comes from.
    static Optional<String> mistake(Provider provider, Variable variable, String value) {
        if (value.isBlank() || value.length() > LONGEST) {
            return Optional.of("must be 1 to " + LONGEST + " characters");
        }
        if (variable.pattern().isPresent() && !Pattern.matches(variable.pattern().get(), value)) {
            return Optional.of("must match " + variable.pattern().get());
        }
        Map<String, String> one = new HashMap<>(placeholders(provider, Map.of()));
        one.put(variable.name(), value);
        for (Template template : templates(provider)) {
            if (!template.names().contains(variable.name())) {
                continue;
            }
            try {
                ApiAddress.of(Address.base(template), provider.given(), one);
            } catch (IllegalArgumentException _) {
                return Optional.of("cannot be part of an address of the provider");
            }
        }
        return Optional.empty();
    }

    /// With something for each variable whose value is not known yet, for settings that do not
    /// depend on them, such as the client's name.
    static Map<String, String> placeholders(Provider provider, Map<String, String> known) {
        Map<String, String> all = new HashMap<>();
        for (Variable variable : provider.variables()) {
            boolean address =
                    templates(provider).stream()
                            .anyMatch(each -> each.text().startsWith("{" + variable.name() + "}"));
            all.put(variable.name(), address ? "https://unknown.invalid" : "unknown");
        }
        all.putAll(provider.given());
        all.putAll(known);
        return all;
    }

    private static List<Template> templates(Provider provider) {
        Stream<Template> own =
                switch (provider.access()) {
                    case Access.OAuth2 oauth2 ->
                            Stream.of(
                                            oauth2.authorizationUrl(),
                                            oauth2.deviceAuthorizationUrl(),
                                            oauth2.revocation().url())
                                    .flatMap(Optional::stream);
                    case Access.OAuth1 oauth1 -> oauth1.revocation().url().stream();
                    case Access.ApiKey _ -> Stream.empty();
                    case Access.Basic _ -> Stream.empty();
                };
        Stream<Template> api =
                Stream.concat(Stream.of(provider.api().base()), provider.api().hosts().stream());
        return Stream.concat(own, api).toList();
    }
}
