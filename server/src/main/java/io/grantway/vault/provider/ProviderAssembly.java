package io.grantway.vault.provider;

import io.grantway.vault.Access;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.UserInfo;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.ProviderApi;
import io.grantway.vault.ProviderApi.Refused;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Template;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A [Provider] from all that is said of it, the template's part too.
public final class ProviderAssembly {
    private static final Template NOWHERE = new Template("https://not-set.invalid");

    private final ProviderConfig config;
    private final Gaps gaps = new Gaps();
    private final Map<String, String> given = new TreeMap<>();
    private final Map<String, Variable> variables = new TreeMap<>();

    private ProviderAssembly(ProviderConfig config) {
        this.config = config;
    }

    /// @param whole with everything that its template says
    /// @throws IllegalArgumentException saying what is wrong with it
    public static Provider of(String workspace, ProviderConfig whole) {
        return new ProviderAssembly(whole).made(workspace);
    }

    /// Everything that is wrong with it, by the key that says it (`oauth2.tokenUrl`); empty for the
    /// provider as such.
    public static SequencedMap<String, String> mistakes(ProviderConfig whole) {
        SequencedMap<String, String> found = new LinkedHashMap<>(ProviderRules.mistakes(whole));
        if (found.isEmpty()) {
            try {
                ProviderRules.tryOut(of("check", whole));
            } catch (IllegalArgumentException e) {
                found.put("", String.valueOf(e.getMessage()));
            }
        }
        return found;
    }

    private Provider made(String workspace) {
        variables();
        Map<String, String> addresses = Addresses.of(config);
        Addresses.check(addresses, config.variables(), given);
        Access access = access(addresses);
        ProviderApi api = api(access);
        Addresses.unfilled(config, given).forEach(gaps::add);
        return new Provider(
                workspace,
                config.name(),
                Optional.ofNullable(config.template()),
                Objects.requireNonNullElse(config.title(), config.name()),
                access,
                api,
                userInfo(addresses),
                List.copyOf(variables.values()),
                given,
                gaps.text());
    }

    private void variables() {
        if (config.clientId() != null) {
            given.put("client_id", config.clientId());
        }
        config.variables()
                .forEach((name, variable) -> {
                    String value = Objects.requireNonNullElse(variable.value(), "");
                    if (!value.isEmpty()) {
                        given.put(name, value);
                        return;
                    }
                    if (variable.fallback() != null) {
                        given.put(name, variable.fallback());
                    }
                    Variable.Source source = source(variable);
                    if (source != null) {
                        variables.put(name, variable(name, variable, source));
                    } else if (variable.fallback() == null) {
                        gaps.add("variables." + name);
                    }
                });
    }

    private static Variable variable(String name, VariableConfig config, Variable.Source source) {
        return new Variable(
                name,
                Objects.requireNonNullElse(config.description(), name),
                source,
                Objects.requireNonNullElse(config.parameter(), name),
                Optional.ofNullable(config.pattern()),
                Optional.ofNullable(config.lookup()).map(Template::new));
    }

    /// @return null for what only the operator can say
    private static Variable.@Nullable Source source(VariableConfig config) {
        return switch (config.source()) {
            case CONNECT -> Variable.Source.CONNECT;
            case CALLBACK -> Variable.Source.CALLBACK;
            case TOKEN -> Variable.Source.TOKEN;
            case USERINFO -> Variable.Source.USERINFO;
            case ADMIN -> null;
            case null -> null;
        };
    }

    private Access access(Map<String, String> addresses) {
        if (config.oauth2() != null) {
            return new OAuth2Assembly(config, config.oauth2(), variables, given, gaps).made();
        }
        if (config.oauth1() != null) {
            return oauth1(config.oauth1(), addresses);
        }
        if (config.apiKey() != null) {
            return new Access.ApiKey(Optional.ofNullable(config.apiKey().help()));
        }
        if (config.basic() != null) {
            return new Access.Basic(Optional.ofNullable(config.basic().help()));
        }
        throw new IllegalArgumentException(
                "needs a template, or one of oauth2, oauth1, apiKey and basic");
    }

    private Access.OAuth1 oauth1(OAuth1AccessConfig said, Map<String, String> addresses) {
        SignatureMethod method =
                Objects.requireNonNullElse(said.signatureMethod(), SignatureMethod.HMAC_SHA1);
        if (Gaps.empty(config.consumerKey())) {
            gaps.add("consumerKey");
        }
        boolean byKey = method == SignatureMethod.RSA_SHA1;
        if (byKey ? Gaps.empty(config.privateKey()) : Gaps.empty(config.consumerSecret())) {
            gaps.add(byKey ? "privateKey" : "consumerSecret");
        }
        boolean whole = gaps.text().isEmpty();
        OAuth1Config client =
                new OAuth1Config(
                        whole ? String.valueOf(config.consumerKey()) : "not-set",
                        config.consumerSecret(),
                        null,
                        null,
                        whole ? method : SignatureMethod.HMAC_SHA1,
                        whole ? config.privateKey() : null,
                        said.realm(),
                        Boolean.TRUE.equals(said.bodyHash()));
        return new Access.OAuth1(
                client,
                fixed("oauth1.requestTokenUrl", addresses),
                fixed("oauth1.authorizationUrl", addresses),
                filled(said.authorizationParameters()),
                fixed("oauth1.accessTokenUrl", addresses),
                name(said.requestMethod()),
                name(said.accessMethod()),
                said.parametersIn() == OAuth1AccessConfig.ParametersIn.QUERY,
                said.callbackAt() == OAuth1AccessConfig.CallbackAt.AUTHORIZATION,
                Addresses.revocation(
                        said.revocation(),
                        said.revocationUrl(),
                        Access.Revocation.Style.OAUTH1_POST));
    }

    private static String name(OAuth1AccessConfig.@Nullable Method method) {
        return method == OAuth1AccessConfig.Method.GET ? "GET" : "POST";
    }

    /// Nothing of an account is known when they are asked.
    private URI fixed(String key, Map<String, String> addresses) {
        String text = addresses.get(key);
        if (text == null) {
            gaps.add(key);
            return URI.create(NOWHERE.text());
        }
        Template template = new Template(text);
        return given.keySet().containsAll(template.names())
                ? URI.create(template.filled(given))
                : URI.create(NOWHERE.text());
    }

    private Map<String, String> filled(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>();
        parameters.forEach((name, value) -> {
            Template template = new Template(value);
            boolean known = given.keySet().containsAll(template.names());
            if (!value.isEmpty()) {
                all.put(name, known ? template.filled(given) : value);
            }
        });
        return all;
    }

    private ProviderApi api(Access access) {
        Optional<Template> base = Addresses.base(config).map(Template::new);
        if (base.isEmpty()) {
            gaps.add(Addresses.kind(config) + ".apiBase");
        }
        ProviderApiConfig said =
                Objects.requireNonNullElseGet(config.api(), ProviderAssembly::nothing);
        Map<String, Template> headers = new TreeMap<>();
        said.headers().forEach((name, value) -> headers.put(name, new Template(value)));
        Optional<String> query = Optional.ofNullable(said.credentialQuery());
        String usual =
                switch (access) {
                    case Access.OAuth1 _ -> "";
                    case Access.Basic _ -> "Authorization: Basic {token}";
                    case Access.OAuth2 _ -> "Authorization: Bearer {token}";
                    case Access.ApiKey _ -> "Authorization: Bearer {token}";
                };
        Optional<String> field =
                Optional.of(Objects.requireNonNullElse(said.credential(), usual))
                        .filter(text -> !text.isEmpty() && query.isEmpty());
        return new ProviderApi(
                base.orElse(NOWHERE),
                said.hosts().stream().map(Template::new).toList(),
                Map.copyOf(headers),
                field,
                query,
                refused(said.refused()),
                refused(said.busy()));
    }

    private static ProviderApiConfig nothing() {
        return new ProviderApiConfig(
                List.of(), Map.of(), null, null, List.of(), List.of(), List.of());
    }

    private static List<Refused> refused(List<RefusedConfig> all) {
        return all.stream()
                .map(each ->
                        new Refused(each.status(), Optional.ofNullable(each.path()), each.values()))
                .toList();
    }

    private Optional<UserInfo> userInfo(Map<String, String> addresses) {
        UserInfoConfig said = config.userInfo();
        if (said == null || said.id() == null) {
            return Optional.empty();
        }
        return Optional.of(
                new UserInfo(
                        Optional.ofNullable(addresses.get(Addresses.kind(config) + ".userInfoUrl"))
                                .map(Template::new),
                        said.id(),
                        Optional.ofNullable(said.label()),
                        Objects.requireNonNullElse(said.method(), "GET"),
                        Optional.ofNullable(said.body())));
    }
}
