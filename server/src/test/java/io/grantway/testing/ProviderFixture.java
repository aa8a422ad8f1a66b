package io.grantway.testing;

import io.grantway.config.Secret;
import io.grantway.vault.Access;
import io.grantway.vault.OAuth1Config;
import io.grantway.vault.OAuth1Config.SignatureMethod;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderApi;
import io.grantway.vault.ProviderApi.Refused;
import io.grantway.vault.Template;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider, made up of what a test says of its API.
public final class ProviderFixture {
    private final String name;
    private final String base;
    private Access access = new Access.ApiKey(Optional.empty());
    private List<Template> hosts = List.of();
    private final Map<String, Template> headers = new LinkedHashMap<>();
    private Optional<String> credential = Optional.empty();
    private Optional<String> credentialQuery = Optional.empty();
    private List<Refused> refused = List.of();
    private Map<String, String> given = Map.of();

    private ProviderFixture(String name, String base) {
        this.name = name;
        this.base = base;
    }

    public static ProviderFixture of(String name, String base) {
        return new ProviderFixture(name, base);
    }

    public ProviderFixture hosts(String... others) {
        hosts = java.util.Arrays.stream(others).map(Template::new).toList();
        return this;
    }

    public ProviderFixture header(String field, String value) {
        headers.put(field, new Template(value));
        return this;
    }

    public ProviderFixture credential(String line) {
        credential = Optional.of(line);
        return this;
    }

    public ProviderFixture credentialQuery(String parameter) {
        credentialQuery = Optional.of(parameter);
        return this;
    }

    public ProviderFixture refused(Refused... rules) {
        refused = List.of(rules);
        return this;
    }

    public ProviderFixture given(Map<String, String> values) {
        given = values;
        return this;
    }

    public ProviderFixture oauth1(SignatureMethod method, boolean inQuery) {
        access =
                new Access.OAuth1(
                        new OAuth1Config(
                                "consumer",
                                Secret.of("consumer-secret"),
                                null,
                                null,
                                method,
                                null,
                                null,
                                false),
                        URI.create("https://p.example/request"),
                        URI.create("https://p.example/authorize"),
                        Map.of(),
                        URI.create("https://p.example/access"),
                        "POST",
                        "POST",
                        inQuery,
                        false,
                        new Access.Revocation(Access.Revocation.Style.NONE, Optional.empty()));
        return this;
    }

    public ProviderApi api() {
        return new ProviderApi(
                new Template(base), hosts, headers, credential, credentialQuery, refused);
    }

    public Provider provider() {
        return new Provider(
                "default",
                name,
                Optional.empty(),
                name,
                access,
                api(),
                Optional.empty(),
                List.of(),
                given);
    }
}
