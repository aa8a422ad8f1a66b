package io.grantway.testing;

import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.http.Parameters;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Access.Revocation;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.UserInfo;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.ProviderApi;
import io.grantway.vault.Providers;
import io.grantway.vault.Template;
import io.grantway.vault.VaultAppConfig;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.VaultEvent;
import io.grantway.vault.connect.Connect;
import io.grantway.vault.connect.ConnectParts;
import io.grantway.vault.connect.Look;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// A vault whose users connect accounts, seen over HTTP; providers answer over real HTTP.
public final class ConnectFixture implements AutoCloseable {
    public static final String HERE = "https://vault.example";
    public static final String KEY = "pixie-key-0123456789";
    public static final String OTHER_KEY = "other-key-0123456789";
    public static final String RETURN = "https://printpixie.example/done";
    public static final String MEGAN = "megan@personalemail.com";

    public final TestClock clock = new TestClock();
    public final Backend backend = new Backend();
    public final List<VaultEvent> events = new ArrayList<>();
    public final InMemoryConnectSessions sessions = new InMemoryConnectSessions();
    public final InMemoryAccounts accounts;
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Outgoing outgoing = Outgoing.create(() -> OutgoingRule.PUBLIC_ONLY);
    private final Handler pages;
    private final Handler resources;

    public ConnectFixture() {
        accounts = new InMemoryAccounts(outgoing, clock);
        VaultConfig vault =
                new VaultConfig(
                        URI.create(HERE + "/connect/callback"),
                        List.of(),
                        List.of(
                                new VaultAppConfig(
                                        "printpixie",
                                        Secret.of(KEY),
                                        List.of("https://printpixie.example/*"),
                                        List.of("https://printpixie.example"),
                                        null),
                                new VaultAppConfig(
                                        "other",
                                        Secret.of(OTHER_KEY),
                                        List.of("https://other.example/back"),
                                        List.of(),
                                        List.of("drive"))),
                        Duration.ofMinutes(30),
                        Duration.ofDays(30),
                        1000);
        VaultApps apps = VaultApps.of(Map.of("default", vault));
        ConnectParts parts =
                new ConnectParts(
                        () -> apps,
                        name -> name.equals("default") ? Optional.of(vault) : Optional.empty(),
                        new Known(),
                        accounts,
                        sessions,
                        outgoing,
                        events::add,
                        clock,
                        new SecureRandom());
        pages =
                Connect.pages(
                        parts,
                        new Look(
                                "Acme",
                                "pages.css",
                                "icon.svg",
                                Optional.empty(),
                                _ -> Optional.empty()));
        resources =
                Connect.resources(Routes.builder(), parts, new AppAuthentication(() -> apps))
                        .build();
    }

    private final class Known implements Providers {
        @Override
        public Optional<Provider> find(String workspace, String name) {
            return Optional.ofNullable(providers.get(name));
        }

        @Override
        public List<Provider> of(String workspace) {
            return List.copyOf(providers.values());
        }
    }

    /// A provider of OAuth 2.0 at the backend, by the code flow.
    public Provider oauth2(String name, Flow... flows) {
        String at = backend.url("");
        Access.OAuth2 access =
                new Access.OAuth2(
                        Set.of(flows),
                        Optional.of(new Template(at + "/authorize")),
                        Map.of("access_type", "offline"),
                        Optional.of(new Template(at + "/device")),
                        List.of("files.read", "files.write"),
                        " ",
                        true,
                        Optional.of(new Template(at + "/" + name)),
                        _ ->
                                SupplyFixture.config(
                                        "{tokenEndpoint: '"
                                                + at
                                                + "/token', clientId: pixie,"
                                                + " clientSecret: pixie-secret,"
                                                + " clientAuthentication: client_secret_post}"),
                        new Access.Answer(List.of("instance"), Optional.empty()),
                        new Access.RefreshLife(
                                Optional.empty(), Optional.empty(), Optional.empty()),
                        new Revocation(
                                Revocation.Style.RFC7009,
                                Optional.of(new Template(at + "/revoke"))));
        return provider(name, access, Optional.of(info()), List.of());
    }

    public UserInfo info() {
        return new UserInfo(
                Optional.of(new Template(backend.url("/me"))), "id", Optional.of("mail"));
    }

    public Provider provider(
            String name, Access access, Optional<UserInfo> info, List<Variable> variables) {
        Provider provider =
                new Provider(
                        "default",
                        name,
                        Optional.empty(),
                        Character.toUpperCase(name.charAt(0)) + name.substring(1),
                        access,
                        new ProviderApi(
                                new Template(backend.url("/api")),
                                List.of(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()),
                        info,
                        variables,
                        Map.of());
        return add(provider);
    }

    public Provider add(Provider provider) {
        providers.put(provider.name(), provider);
        return provider;
    }

    /// Asks for a link.
    ///
    /// @param members of the JSON beside user and returnUrl, beginning with a comma
    public JsonNode session(String members) {
        Response made =
                api(
                        "POST",
                        "/vault/v1/sessions",
                        KEY,
                        "{\"user\":\""
                                + MEGAN
                                + "\",\"returnUrl\":\""
                                + RETURN
                                + "\""
                                + members
                                + "}");
        if (made.status() != 201) {
            throw new AssertionError(made.body().text());
        }
        return Json.parse(made.body().text());
    }

    public String link(String members) {
        return session(members).path("url").asString();
    }

    public Response api(String method, String path, String key, String body) {
        Request request =
                new Request(
                        Requests.head(
                                method,
                                HERE + path,
                                "Authorization",
                                "Bearer " + key,
                                "Content-Type",
                                "application/json"),
                        Body.of(body));
        try {
            return resources.handle(request);
        } catch (Problem e) {
            return e.toResponse("req-1");
        }
    }

    public static AccountKey account(String provider) {
        return new AccountKey("default", "printpixie", MEGAN, provider);
    }

    public Browser browser() {
        return new Browser();
    }

    /// A browser with a cookie of its own.
    public final class Browser {
        private String cookie = "";

        public Response get(String address, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("Cookie", cookie));
            return remember(
                    pages.handle(
                            Requests.get(
                                    address.startsWith("/") ? HERE + address : address,
                                    all.toArray(String[]::new))));
        }

        /// Follows redirects that stay here.
        public Response visit(String address) {
            Response answer = get(address);
            while (answer.status() == 303 && location(answer).startsWith("/")) {
                answer = get(location(answer));
            }
            return answer;
        }

        public Response post(String path, Map<String, String> form, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("Cookie", cookie));
            return remember(
                    pages.handle(
                            Requests.form(
                                    HERE + path,
                                    Parameters.of(form).encoded(),
                                    all.toArray(String[]::new))));
        }

        /// Sends the form of a page.
        public Response submit(Response page, Map<String, String> typed) {
            Map<String, String> form = new LinkedHashMap<>();
            String html = page.body().text();
            for (String name : List.of("token", "provider", "entered")) {
                hidden(html, name).ifPresent(value -> form.put(name, value));
            }
            form.putAll(typed);
            return post(between(html, "action=\"", "\""), form);
        }

        private Response remember(Response response) {
            response.headers()
                    .first("Set-Cookie")
                    .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return response;
        }
    }

    private static Optional<String> hidden(String html, String name) {
        String start = "<input type=\"hidden\" name=\"" + name + "\" value=\"";
        return html.contains(start) ? Optional.of(between(html, start, "\"")) : Optional.empty();
    }

    public static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        if (from < 0) {
            throw new AssertionError("no " + start + " in " + text);
        }
        return text.substring(from + start.length(), text.indexOf(end, from + start.length()));
    }

    public static String location(Response response) {
        return response.headers()
                .first("Location")
                .orElseThrow(
                        () -> new AssertionError(response.status() + " " + response.body().text()));
    }

    /// What a provider was asked in an address.
    public static Parameters asked(String address) {
        return Parameters.parse(URI.create(address).getRawQuery());
    }

    /// The way back from the provider.
    public static String back(String address, String... told) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("state", asked(address).first("state").orElseThrow());
        for (int i = 0; i < told.length; i += 2) {
            answer.put(told[i], told[i + 1]);
        }
        return "/connect/callback?" + Parameters.of(answer).encoded();
    }

    /// The provider changed in one part.
    public Provider changed(String name, UnaryOperator<Provider> change) {
        return add(change.apply(Objects.requireNonNull(providers.get(name))));
    }

    @Override
    public void close() {
        backend.close();
        outgoing.close();
    }
}
