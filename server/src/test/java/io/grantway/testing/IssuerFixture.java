package io.grantway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.authserver.Authentication;
import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.AuthorizationServer;
import io.grantway.authserver.BrowserAuthorization.Checked;
import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.EndUser;
import io.grantway.authserver.InitialAccessTokenStore;
import io.grantway.authserver.Issuer;
import io.grantway.authserver.RandomText;
import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.Terms;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.authserver.registration.Registrations;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.GuestClients;
import io.grantway.catalog.Registry;
import io.grantway.config.ConfigReader;
import io.grantway.config.Variants;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Authorization servers in memory, as a configuration makes them, with three clients: `crm` and
/// `other` with a secret (`crm-secret`, `other-secret`), and `spa`, which is public.
public final class IssuerFixture {
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CALLBACK = "https://client.example/callback";

    private static final List<String> APPLICATIONS =
            List.of(
                    "{name: crm-app, clientId: crm, clientSecret: crm-secret, redirectUris: ["
                            + CALLBACK
                            + "]}",
                    "{name: other-app, clientId: other, clientSecret: other-secret, redirectUris: ["
                            + CALLBACK
                            + "]}",
                    "{name: spa-app, clientId: spa, clientType: public, redirectUris: ["
                            + CALLBACK
                            + "]}");

    public final TestClock clock = new TestClock();
    public final InMemoryTokenStore tokens = new InMemoryTokenStore(clock);
    public final InMemoryDeniedTokens denied = new InMemoryDeniedTokens(clock);
    public final AuthorizationServer server;
    private final GuestClients guests = new GuestClients();

    /// What the world outside answers.
    public final Documents documents = new Documents();

    /// Where clients that register themselves are kept; the server does not read them from there.
    public final InMemoryRegistry registry = new InMemoryRegistry();

    public final InMemoryInitialAccessTokens initialTokens = new InMemoryInitialAccessTokens();
    private final Registrations registrations =
            registrations(registry, initialTokens, documents, clock);

    /// @param applications more of them, as in a configuration
    public IssuerFixture(String... applications) {
        List<String> all = new ArrayList<>(APPLICATIONS);
        all.addAll(List.of(applications));
        Catalog catalog = catalog(all, guests);
        server =
                new AuthorizationServer(
                        () -> catalog,
                        tokens,
                        new InMemoryCodeStore(tokens, clock),
                        denied,
                        new SecretVerifier(1, 1000),
                        documents.keys(clock),
                        new ClientDocuments(documents, guests, clock),
                        new UnrememberedTokens(tokens),
                        new SecureRandom(),
                        clock);
    }

    /// The clients of one consumer, `partner`.
    ///
    /// @param applications as in a configuration
    static Catalog catalog(List<String> applications, GuestClients guests) {
        Consumer partner = new Consumer(new UUID(2, 1), "default", "partner", Optional.empty());
        CatalogBuilder catalog = new CatalogBuilder();
        for (String yaml : applications) {
            ApplicationConfig config = read(ApplicationConfig.class, yaml);
            catalog.application(
                    UUID.nameUUIDFromBytes(
                            Objects.requireNonNull(config.clientId())
                                    .getBytes(StandardCharsets.UTF_8)),
                    partner,
                    config);
        }
        return catalog.build(guests);
    }

    public static Registrations registrations(
            Registry registry,
            InitialAccessTokenStore tokens,
            Documents documents,
            InstantSource clock) {
        return new Registrations(
                registry,
                tokens,
                documents,
                documents.keys(clock),
                Runnable::run,
                new RandomText(new SecureRandom()),
                clock);
    }

    /// The header by which a client proves itself.
    public static String[] basic(String client) {
        byte[] pair = (client + ":" + client + "-secret").getBytes(StandardCharsets.UTF_8);
        return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
    }

    static <T extends Record> T read(Class<T> type, String yaml) {
        ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(yaml);
        return new ConfigReader(Variants.NONE, Set.of())
                .loadTree(type, "the object", tree, (_, _) -> {})
                .value();
    }

    /// Serves an issuer with the scopes `read` and `write` and the audience `orders`.
    ///
    /// @param settings what differs from that, as under `builtIn` of a configuration
    public Served serve(String issuer, String settings) {
        return new Served(config(issuer, settings));
    }

    /// As [#serve] has it.
    public static BuiltInConfig config(String issuer, String settings) {
        ObjectNode tree =
                (ObjectNode)
                        new YAMLMapper()
                                .readTree(
                                        "{scopes: [{name: read}, {name: write}], accessTokens:"
                                                + " {audience: [orders]}}");
        tree.put("issuer", issuer);
        ObjectNode more = (ObjectNode) new YAMLMapper().readTree(settings);
        more.properties()
                .forEach(each -> {
                    if (tree.get(each.getKey()) instanceof ObjectNode both
                            && each.getValue() instanceof ObjectNode changes) {
                        both.setAll(changes);
                    } else {
                        tree.set(each.getKey(), each.getValue());
                    }
                });
        return read(BuiltInConfig.class, tree.toString());
    }

    /// One server.
    public final class Served {
        public final String issuer;
        public final Terms terms;
        public final KeyRing keys;
        public final IssuerEndpoints endpoints;

        Served(BuiltInConfig config) {
            issuer = config.issuer().toString();
            keys =
                    KeyRing.open(
                            issuer,
                            EnumSet.of(config.signing().accessTokens(), config.idTokenAlgorithm()),
                            new KeySchedule(
                                    Duration.ofDays(90), Duration.ofHours(1), Duration.ofHours(2)),
                            new InMemorySigningKeyStore(),
                            clock,
                            new SecureRandom());
            Issuer told =
                    new Issuer(
                            config,
                            keys,
                            (_, name) -> Optional.of(new EndUser(name, Optional.of("Megan Ray"))));
            UUID id = UUID.nameUUIDFromBytes(issuer.getBytes(StandardCharsets.UTF_8));
            terms = Terms.of("default", id, "local", told);
            endpoints =
                    server.issuer(
                            terms,
                            told,
                            registrations,
                            Map.of("/authorize", _ -> Response.html(200, "page")),
                            SubjectSource.NONE,
                            (_, name) -> Optional.of(new EndUser(name, Optional.of("Megan Ray"))));
        }

        public Response form(String endpoint, String form, String... headers) {
            return endpoints.handle(Requests.form(issuer + endpoint, form, headers));
        }

        /// What the token endpoint gives.
        public JsonNode token(String form, String... headers) {
            Response response = form("/token", form, headers);
            assertThat(response.status()).as(response.body().text()).isEqualTo(200);
            return Json.parse(response.body().text());
        }

        /// The error of a request that it refuses.
        public String refused(String form, String... headers) {
            Response response = form("/token", form, headers);
            assertThat(response.status()).as(response.body().text()).isBetween(400, 499);
            return Json.parse(response.body().text()).path("error").asString("");
        }

        public JsonNode introspected(String token) {
            return Json.parse(form("/introspect", "token=" + token, basic("crm")).body().text());
        }

        /// The code that a user's consent gives.
        ///
        /// @param more parameters of the authorization request, with a leading ampersand
        public String code(String client, String scope, String more) {
            String request =
                    "client_id=%s&response_type=code&scope=%s&nonce=n1&code_challenge=%s&code_challenge_method=S256"
                                    .formatted(client, scope, CHALLENGE)
                            + more;
            Checked checked = server.authorizations().check(terms, Parameters.parse(request));
            assertThat(checked).isInstanceOf(Checked.Good.class);
            AuthorizationRequest good = ((Checked.Good) checked).request();
            String back =
                    server.authorizations()
                            .approve(
                                    good, "megan", Optional.of(new Authentication(clock.instant())))
                            .address();
            assertThat(back).contains("iss=https%3A%2F%2F");
            return Parameters.parse(back.substring(back.indexOf('?') + 1))
                    .first("code")
                    .orElseThrow();
        }

        /// What the code gives.
        ///
        /// @param more parameters of the token request, with a leading ampersand
        public JsonNode redeemed(String client, String code, String more) {
            return token(
                    "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s&client_id=%s&client_secret=%s-secret"
                                    .formatted(code, VERIFIER, CALLBACK, client, client)
                            + more);
        }

        /// What a user's consent gives.
        public JsonNode consented(String client, String scope) {
            return redeemed(client, code(client, scope, ""), "");
        }
    }
}
