package io.grantway.outbound.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Variants;
import io.grantway.http.Json;
import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingRule;
import io.grantway.http.outgoing.Authorities;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.outbound.checkup.Step.Verdict;
import io.grantway.supply.OAuth2Config;
import io.grantway.testing.Authority;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DefinitionCheckupTest {
    private final Instant now = InstantSource.system().instant();
    private final SupplyFixture fixture = new SupplyFixture();
    private final Authority authority = new Authority("company");
    private final Outgoing outgoing =
            Outgoing.create(
                    () -> OutgoingRule.PUBLIC_ONLY,
                    NameResolver.SYSTEM,
                    Authorities.with(authority.certificate()));

    @AfterEach
    void close() {
        outgoing.close();
        fixture.close();
    }

    /// What a test writes.
    record Written(@Key("Definition.") SecurityDefinitionConfig definition) {}

    private static SecurityDefinitionConfig definition(String yaml) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("test.yaml", "definition: " + yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value()
                .definition();
    }

    private static SecurityDefinitionConfig at(String endpoint, String more) {
        return definition(
                "{name: Okta, oauth2: {tokenEndpoint: '%s', clientId: grantway%s}}"
                        .formatted(endpoint, more));
    }

    private SecurityDefinitionConfig here(String more) {
        return at(
                fixture.issuer.uri().toString(),
                ", clientSecret: s3cret-of-the-client-that-is-long-enough" + more);
    }

    private List<Step> look(SecurityDefinitionConfig definition) {
        return look(definition, InstantSource.system());
    }

    private List<Step> look(SecurityDefinitionConfig definition, InstantSource clock) {
        Means means =
                new Means(NameResolver.SYSTEM, outgoing, clock, System::nanoTime, fixture.executor);
        return DefinitionCheckup.of(
                definition,
                means,
                each -> {
                    OAuth2Config config = Objects.requireNonNull(each.oauth2());
                    return fixture.supply.source("Sample", each.name(), config, Optional.empty());
                });
    }

    private static Step step(List<Step> steps, String name) {
        return steps.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private void granting(String scopes) {
        fixture.issuer.answering(asked -> {
            TokenIssuer.Answer usual = TokenIssuer.numbered(asked);
            ObjectNode json = (ObjectNode) Json.parse(usual.body());
            return TokenIssuer.Answer.json(Json.write(json.put("scope", scopes)));
        });
    }

    @Test
    void findsNothingWrongWhereNothingIs() {
        granting("billing.read other");
        List<Step> steps = look(here(", scopes: [billing.read]"));

        assertThat(steps)
                .extracting(Step::name)
                .containsExactly("dns", "tcp", "http", "clock", "token", "scopes");
        assertThat(steps).allMatch(each -> each.verdict() == Verdict.OK);
        assertThat(steps).noneMatch(each -> each.text().contains("token-"));
    }

    @Test
    void saysWhichScopesAreMissing() {
        granting("billing.read");
        Step scopes = step(look(here(", scopes: [billing.read, billing.write]")), "scopes");

        assertThat(scopes.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(scopes.text()).startsWith("not granted: billing.write;");
        assertThat(scopes.advice()).contains("assigned to grantway");
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_client, ', clientAuthentication: client_secret_basic', client_secret_post",
        "401, invalid_client, ', clientAuthentication: client_secret_post', client_secret_basic",
        "401, invalid_client, ', clientAuthentication: client_secret_jwt', aud (http://127.0.0.1",
        "400, invalid_scope, ', scopes: [a.b]', the scopes [a.b]",
        "400, unauthorized_client, '', does not let it use client_credentials",
        "400, unsupported_grant_type, '', no client_credentials at all",
        "400, invalid_target, '', audience or resource",
        "404, not_found, '', correct tokenEndpoint",
        "429, slow_down, '', asked too often",
        "503, down, '', in trouble itself"
    })
    void saysWhatToDoAboutWhatTheServerAnswers(
            int status, String error, String more, String advice) {
        fixture.issuer.answering(_ -> TokenIssuer.Answer.error(status, error));
        List<Step> steps = look(here(more));

        Step token = steps.getLast();
        assertThat(token.name()).isEqualTo("token");
        assertThat(token.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(token.text()).contains(Integer.toString(status)).doesNotContain("s3cret");
        assertThat(token.advice()).contains(advice);
    }

    @Test
    void saysThatAnotherPageAnswers() {
        fixture.issuer.answering(
                _ -> new TokenIssuer.Answer(200, Map.of("Content-Type", "text/html"), "<html>"));

        Step token = look(here("")).getLast();
        assertThat(token.text()).contains("HTML");
        assertThat(token.advice()).contains("look at tokenEndpoint");
    }

    @Test
    void namesTheHostThatNobodyKnows() {
        List<Step> steps = look(at("https://tokens.invalid/token", ", clientSecret: s"));

        assertThat(steps).extracting(Step::name).containsExactly("dns", "token");
        assertThat(steps.getFirst().text()).isEqualTo("nobody knows the name tokens.invalid");
        assertThat(steps.getLast().verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void namesThePortWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Step tcp = step(look(at("http://127.0.0.1:" + port + "/t", ", clientSecret: s")), "tcp");

        assertThat(tcp.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(tcp.text()).contains("no connection to port " + port);
        assertThat(tcp.advice()).contains("nobody listens there");
    }

    @Test
    void saysThatACallStillHasATokenWhileItsServerIsGone() {
        SecurityDefinitionConfig definition = here("");
        look(definition);
        fixture.issuer.close();

        List<Step> steps = look(definition);
        assertThat(step(steps, "tcp").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step(steps, "token").verdict()).isEqualTo(Verdict.OK);
        assertThat(step(steps, "token").text()).startsWith("one is in memory, number ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK, our clock and theirs agree",
        "120, WARN, s ahead of ours",
        "-120, WARN, s behind ours",
        "3600, FAILED, more than our assertions allow for"
    })
    void comparesTheClocks(int ahead, Verdict verdict, String text) {
        InstantSource clock = () -> InstantSource.system().instant().minusSeconds(ahead);
        Step step = step(look(here(""), clock), "clock");

        assertThat(step.verdict()).isEqualTo(verdict);
        assertThat(step.text()).contains(text);
    }

    @Test
    void saysWhatIsWrongWithDiscovery() {
        fixture.issuer.answering(_ -> TokenIssuer.Answer.json("{\"issuer\": \"https://other\"}"));
        String issuer = fixture.issuer.uri().resolve("/").toString();
        List<Step> steps =
                look(
                        definition(
                                "{name: Okta, oauth2: {issuer: '"
                                        + issuer
                                        + "', clientId: c, clientSecret: s}}"));

        Step discovery = step(steps, "discovery");
        assertThat(discovery.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(discovery.advice()).contains("just what the server calls itself");
        assertThat(steps.getLast().verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void leavesToTheConnectionWhatItsServerTells() {
        List<Step> steps =
                look(definition("{name: Smart, oauth2: {clientId: c, clientSecret: s}}"));

        assertThat(steps).extracting(Step::name).containsExactly("discovery");
        assertThat(steps.getFirst().verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void asksNobodyAboutACredentialThatIsThere() {
        List<Step> steps = look(definition("{name: Desk, basic: {username: a, password: b}}"));

        assertThat(steps).extracting(Step::name).containsExactly("credential");
        assertThat(steps.getFirst().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void sendsNoCredentialBeforeTheTokenRequest() {
        look(here(""));

        assertThat(fixture.issuer.asked().getFirst().method()).isEqualTo("GET");
        assertThat(fixture.issuer.asked().getFirst().header("Authorization")).isEmpty();
        assertThat(fixture.issuer.asked().getLast().method()).isEqualTo("POST");
    }

    private HttpsServer https(Authority.Identity identity) throws IOException {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
        server.setExecutor(fixture.executor);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            "{\"access_token\": \"t\", \"expires_in\": 3600}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static SSLContext context(Authority.Identity identity) {
        try {
            String base64 = identity.key().replaceAll("-----[A-Z ]+-----", "");
            byte[] pkcs8 = Base64.getMimeDecoder().decode(base64.strip());
            Certificate shown =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(
                                            identity.certificate()
                                                    .getBytes(StandardCharsets.US_ASCII)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                    new char[0],
                    new Certificate[] {shown});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "company, localhost, -30, 300, OK, certificate for localhost until, ''",
        "company, localhost, -30, 5, WARN, certificate for localhost until, have it renewed",
        "company, localhost, -30, -3, FAILED, its certificate ended at, have it renewed at"
                + " localhost",
        "company, localhost, 3, 30, FAILED, its certificate begins only at, look at the clock here",
        "company, other.example, -30, 300, FAILED, 'is for other.example, not for localhost', name"
                + " the host",
        "stranger, localhost, -30, 300, FAILED, whom nobody trusts here, certificateAuthorities"
    })
    void judgesTheCertificate(
            String signer,
            String host,
            int from,
            int until,
            Verdict verdict,
            String text,
            String advice)
            throws IOException {
        Authority by = signer.equals("company") ? authority : new Authority(signer);
        Authority.Identity identity =
                by.sign(host, now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)));
        HttpsServer server = https(identity);
        try {
            String endpoint = "https://localhost:" + server.getAddress().getPort() + "/token";
            Step tls = step(look(at(endpoint, ", clientSecret: s")), "tls");

            assertThat(tls.verdict()).isEqualTo(verdict);
            assertThat(tls.text()).contains(text);
            assertThat(tls.advice()).contains(advice);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatNobodySpeaksTlsThere() {
        String plain = fixture.issuer.uri().toString().replace("http:", "https:");
        Step tls = step(look(at(plain, ", clientSecret: s")), "tls");

        assertThat(tls.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(tls.advice()).contains("scheme and port");
    }
}
