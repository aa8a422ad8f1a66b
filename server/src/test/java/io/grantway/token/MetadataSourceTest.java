package io.grantway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.http.OutgoingRequest;
import io.grantway.testing.Documents;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.TestClock;
import io.grantway.token.MetadataSource.Known;
import io.grantway.token.MetadataSource.Lookup;
import io.grantway.token.MetadataSource.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an authorization server of others publishes of itself, and what is not believed of it.
class MetadataSourceTest {
    private static final String ISSUER = "https://login.example/realms/a";
    private static final String OPENID = ISSUER + "/.well-known/openid-configuration";
    private static final String OAUTH =
            "https://login.example/.well-known/oauth-authorization-server/realms/a";

    private final TestClock clock = new TestClock();
    private final Documents documents = new Documents();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final MetadataSource source = source("{issuer: '" + ISSUER + "'}");

    private MetadataSource source(String config) {
        return new MetadataSource(
                "theirs", ForeignServer.config(config), documents, background::add, clock);
    }

    private static String metadata(String issuer, String more) {
        return "{\"issuer\": \"" + issuer + "\"" + more + "}";
    }

    private static String jwks(String uri) {
        return metadata(ISSUER, ", \"jwks_uri\": \"" + uri + "\"");
    }

    private String why() {
        Lookup lookup = source.find();
        assertThat(lookup).isInstanceOf(Unavailable.class);
        return ((Unavailable) lookup).why();
    }

    private String known() {
        Lookup lookup = source.find();
        assertThat(lookup).as(lookup.toString()).isInstanceOf(Known.class);
        return ((Known) lookup).metadata().jwksUri().map(URI::toString).orElse("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example/realms/b",
                "https://login.example/realms/a/",
                "http://login.example/realms/a",
                ""
            })
    void refusesTheMetadataOfAnotherIssuer(String issuer) {
        documents.put(OPENID, metadata(issuer, ""));
        assertThat(why()).contains("its issuer is").contains(ISSUER);
    }

    @Test
    void looksAtThePlaceOfOAuthWhereOpenIdHasNone() {
        documents.put(OPENID, 404, "").put(OAUTH, jwks("https://login.example/keys"));
        assertThat(known()).isEqualTo("https://login.example/keys");
    }

    @Test
    void looksAtThePlaceOfOAuthWhereAPageIsAnsweredForEverything() {
        documents.put(OPENID, "<html>hello</html>").put(OAUTH, jwks("https://login.example/keys"));
        assertThat(known()).isEqualTo("https://login.example/keys");
    }

    @Test
    void saysWhatIsWrongWithTheOnlyDocument() {
        documents.put(OPENID, metadata("https://other.example", "")).put(OAUTH, 404, "");
        assertThat(why()).contains("https://other.example");
    }

    @ParameterizedTest
    @CsvSource({
        "jwks_uri, http://login.example/keys",
        "introspection_endpoint, http://login.example/introspect",
        "token_endpoint, http://login.example/token",
        "jwks_uri, file:///etc/passwd",
        "jwks_uri, /keys",
        "jwks_uri, https:keys",
    })
    void refusesAddressesThatAreNotHttps(String name, String uri) {
        documents.put(OPENID, metadata(ISSUER, ", \"" + name + "\": \"" + uri + "\""));
        assertThat(why()).contains("its " + name + " is no https address");
    }

    @Test
    void takesPlainAddressesOfAServerThatIsConfiguredSo() {
        String plain = "http://127.0.0.1:8180";
        documents.put(
                plain + "/.well-known/openid-configuration",
                metadata(plain, ", \"jwks_uri\": \"" + plain + "/keys\""));
        assertThat(source("{issuer: '" + plain + "'}").find()).isInstanceOf(Known.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "",
                "{\"issuer\": 1}",
                "{\"issuer\": \"a\", \"issuer\": \"b\"}"
            })
    void refusesWhatIsNoMetadata(String text) {
        documents.put(OPENID, text);
        assertThat(why()).startsWith("its metadata: ");
    }

    @Test
    void waitsBeforeItAsksAgain() {
        assertThat(why()).contains("cannot be connected to");
        documents.put(OPENID, jwks("https://login.example/keys"));
        assertThat(why()).contains("cannot be connected to");
        assertThat(documents.requests()).hasSize(1);
        clock.forward(MetadataSource.PAUSE);
        assertThat(known()).isEqualTo("https://login.example/keys");
    }

    @Test
    void renewsInTheBackgroundAndKeepsTheLastGoodOne() {
        documents.put(OPENID, jwks("https://login.example/1"));
        known();
        documents.put(OPENID, jwks("https://login.example/2"));
        clock.forward(MetadataSource.LIFE);
        assertThat(known()).isEqualTo("https://login.example/1");
        assertThat(known()).isEqualTo("https://login.example/1");
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(known()).isEqualTo("https://login.example/2");

        documents.put(OPENID, 500, "");
        clock.forward(MetadataSource.LIFE);
        known();
        background.remove().run();
        assertThat(known()).isEqualTo("https://login.example/2");
        assertThat(background).isEmpty();
        clock.forward(MetadataSource.PAUSE);
        known();
        assertThat(background).hasSize(1);
    }

    @Test
    void takesNoDocumentBeyondTheUsualSize() {
        documents.put(OPENID, jwks("https://login.example/keys"));
        known();
        assertThat(documents.requests().getFirst().limits())
                .isEqualTo(OutgoingRequest.Limits.DOCUMENT);
        assertThat(OutgoingRequest.Limits.DOCUMENT.total()).isLessThan(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https:///a", "http://a b", "https://a_b:x"})
    void findsAtTheStartAnIssuerThatIsNoAddress(String issuer) {
        assertThatThrownBy(() -> ForeignServer.config("{issuer: '" + issuer + "'}"))
                .hasMessageContaining("issuer is");
    }

    @Test
    void findsAtTheStartThatNobodyTellsTheEndpoint() {
        assertThatThrownBy(() ->
                        ForeignServer.config("{issuer: name, introspection: {clientId: gateway}}"))
                .hasMessageContaining("introspection needs endpoint");
    }
}
