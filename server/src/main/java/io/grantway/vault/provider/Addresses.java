package io.grantway.vault.provider;

import io.grantway.vault.Access.Revocation;
import io.grantway.vault.Access.Revocation.Style;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Template;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses of a provider, by the keys that say them, and what must be true of them.
final class Addresses {
    /// Places that are filled with something else than a variable.
    private static final Set<String> OWN = Set.of("client_id", "token");

    private Addresses() {}

    /// The key of how accounts are had.
    static String kind(ProviderConfig config) {
        return config.oauth2() != null
                ? "oauth2"
                : config.oauth1() != null ? "oauth1" : config.apiKey() != null ? "apiKey" : "basic";
    }

    static Optional<String> base(ProviderConfig config) {
        return Optional.ofNullable(of(config).get(kind(config) + ".apiBase"));
    }

    static SequencedMap<String, String> of(ProviderConfig config) {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        OAuth2AccessConfig two = config.oauth2();
        OAuth1AccessConfig one = config.oauth1();
        if (two != null) {
            put(all, "oauth2.authorizationUrl", two.authorizationUrl());
            put(all, "oauth2.tokenUrl", two.tokenUrl());
            put(all, "oauth2.refreshUrl", two.refreshUrl());
            put(all, "oauth2.revocationUrl", two.revocationUrl());
            put(all, "oauth2.introspectionUrl", two.introspectionUrl());
            put(all, "oauth2.userInfoUrl", two.userInfoUrl());
            put(all, "oauth2.deviceAuthorizationUrl", two.deviceAuthorizationUrl());
            put(all, "oauth2.discoveryUrl", two.discoveryUrl());
            put(all, "oauth2.apiBase", two.apiBase());
        } else if (one != null) {
            put(all, "oauth1.requestTokenUrl", one.requestTokenUrl());
            put(all, "oauth1.authorizationUrl", one.authorizationUrl());
            put(all, "oauth1.accessTokenUrl", one.accessTokenUrl());
            put(all, "oauth1.revocationUrl", one.revocationUrl());
            put(all, "oauth1.userInfoUrl", one.userInfoUrl());
            put(all, "oauth1.apiBase", one.apiBase());
        }
        put(all, "apiKey", config.apiKey());
        put(all, "basic", config.basic());
        if (config.api() != null) {
            List<String> hosts = config.api().hosts();
            for (int i = 0; i < hosts.size(); i++) {
                all.put("api.hosts[" + i + "]", hosts.get(i));
            }
        }
        config.variables()
                .forEach((name, it) -> put(all, "variables." + name + ".lookup", it.lookup()));
        return all;
    }

    private static void put(
            Map<String, String> all, String kind, @Nullable KeyAccessConfig config) {
        if (config != null) {
            put(all, kind + ".apiBase", config.apiBase());
            put(all, kind + ".userInfoUrl", config.userInfoUrl());
        }
    }

    private static void put(Map<String, String> all, String key, @Nullable String address) {
        if (address != null && !address.isBlank()) {
            all.put(key, address);
        }
    }

    /// @throws IllegalArgumentException naming the key and what must be there
    static void check(
            Map<String, String> addresses,
            Map<String, VariableConfig> variables,
            Map<String, String> given) {
        mistakes(addresses, variables, given)
                .forEach((key, mistake) -> {
                    throw new IllegalArgumentException(key + " " + mistake);
                });
    }

    /// What is wrong, by the key that says it.
    static SequencedMap<String, String> mistakes(
            Map<String, String> addresses,
            Map<String, VariableConfig> variables,
            Map<String, String> given) {
        SequencedMap<String, String> found = new LinkedHashMap<>();
        addresses.forEach((key, address) -> {
            for (String name : new Template(address).names()) {
                if (!variables.containsKey(name) && !OWN.contains(name)) {
                    found.put(key, "has a place {" + name + "}, which no variable fills");
                }
            }
            if (!found.containsKey(key) && !isAddress(address)) {
                found.put(
                        key,
                        "must be an https:// address without user and fragment; http:// only on"
                                + " this machine");
            }
        });
        List<String> all = List.copyOf(addresses.values());
        given.forEach((name, value) -> {
            VariableConfig variable = variables.get(name);
            if (variable != null) {
                VariableRule.mistake(all, name, Optional.ofNullable(variable.pattern()), value)
                        .ifPresent(mistake -> found.put("variables." + name, mistake));
            }
        });
        return found;
    }

    /// Whether it is one whatever fills its places: a place never holds a whole user or scheme.
    private static boolean isAddress(String address) {
        String whole =
                address.startsWith("{")
                        ? address.replaceFirst("\\{[^}]*}", "https://sample.invalid")
                        : address;
        String filled = whole.replaceAll("\\{[A-Za-z][A-Za-z0-9_]*}", "sample");
        try {
            return VariableRule.isSafe(URI.create(filled));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The keys of places in header fields and parameters that nothing fills.
    static List<String> unfilled(ProviderConfig config, Map<String, String> given) {
        List<String> texts = new ArrayList<>();
        if (config.api() != null) {
            texts.addAll(config.api().headers().values());
        }
        if (config.oauth2() != null) {
            texts.addAll(config.oauth2().authorizationParameters().values());
            if (config.oauth2().request() != null) {
                texts.addAll(config.oauth2().request().extra().values());
            }
        }
        if (config.oauth1() != null) {
            texts.addAll(config.oauth1().authorizationParameters().values());
        }
        return texts.stream()
                .flatMap(text -> new Template(text).names().stream())
                .filter(name -> !OWN.contains(name) && !given.containsKey(name))
                .filter(name -> !config.variables().containsKey(name))
                .map(name -> "variables." + name)
                .distinct()
                .toList();
    }

    static Revocation revocation(
            @Nullable RevocationConfig said, @Nullable String url, Style usual) {
        Style style =
                said != null && said.style() != null
                        ? said.style()
                        : url == null ? Style.NONE : usual;
        boolean none = url == null || style == Style.NONE;
        return none
                ? new Revocation(Style.NONE, Optional.empty())
                : new Revocation(style, Optional.of(new Template(Objects.requireNonNull(url))));
    }
}
