package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Libraries of others in Java work with a built-in authorization server, unchanged.
class JavaLibrariesTest {
    private static final int APP_PORT = JavaApp.freePort();
    private static final URI CALLBACK = URI.create("https://client.example/callback");

    private static ECKey key;
    private static Path directory;
    private static RunningServer server;
    private static Browser browser;
    private static SSLContext tls;

    @BeforeAll
    static void start() throws Exception {
        key =
                new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyID("nimbus-1")
                        .generate();
        directory = Distribution.emptyDirectory("JavaLibrariesTest");
        server =
                RunningServer.start(
                        directory,
                        List.of(Path.of("src/test/resources/java-libraries.yaml").toAbsolutePath()),
                        Map.of(
                                "APP_PORT",
                                Integer.toString(APP_PORT),
                                "NIMBUS_JWKS",
                                new JWKSet(key.toPublicJWK()).toString()));
        browser = new Browser();
        tls = trusting(server.certificate());
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static Page logIn(String address) {
        Page page = browser.page();
        page.navigate(address);
        page.getByLabel("Username").fill("megan");
        page.getByLabel("Password").fill("gentle-otter-42");
        press(page, "Log in");
        press(page, "Allow");
        return page;
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    @Test
    void logsAUserOfASpringSecurityAppInWhoseApiTakesOurTokens() {
        String issuer = server.at("/auth").toString();
        String home = "http://localhost:" + APP_PORT + "/";
        try (JavaApp _ =
                JavaApp.start(
                        SpringApp.class,
                        directory,
                        server.certificate(),
                        URI.create(home),
                        "--server.port=" + APP_PORT,
                        "--spring.security.oauth2.client.provider.grantway.issuer-uri=" + issuer,
                        "--spring.security.oauth2.client.registration.grantway.client-id=spring",
                        "--spring.security.oauth2.client.registration.grantway.client-secret=spring-secret",
                        "--spring.security.oauth2.client.registration.grantway.scope=openid,profile,orders.read")) {
            Page page = logIn(home);
            page.waitForURL(home + "**");

            assertThat(page.textContent("body"))
                    .contains("user=Megan Ray")
                    .contains("sub=megan")
                    .contains("aud=[orders-api]");
        }
    }

    private static HTTPResponse sent(HTTPRequest request) throws Exception {
        request.setSSLSocketFactory(tls.getSocketFactory());
        return request.send();
    }

    @Test
    void servesEveryFlowOfTheNimbusSdk() throws Exception {
        Issuer issuer = new Issuer(server.at("/auth").toString());
        OIDCProviderMetadata metadata =
                OIDCProviderMetadata.parse(
                        sent(new HTTPRequest(
                                        HTTPRequest.Method.GET,
                                        OIDCProviderMetadata.resolveURL(issuer)))
                                .getBodyAsJSONObject());
        assertThat(metadata.getIssuer()).isEqualTo(issuer);

        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI requestUri = pushed(metadata, state, nonce, verifier);
        Page page =
                logIn(
                        new AuthorizationRequest.Builder(requestUri, new ClientID("nimbus"))
                                .endpointURI(metadata.getAuthorizationEndpointURI())
                                .build()
                                .toURI()
                                .toString());
        page.waitForURL("https://client.example/**");
        var answer = AuthenticationResponseParser.parse(URI.create(page.url())).toSuccessResponse();
        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(issuer);

        OIDCTokenResponse tokens =
                tokens(
                        metadata,
                        new AuthorizationCodeGrant(
                                new AuthorizationCode(answer.getAuthorizationCode().getValue()),
                                CALLBACK,
                                verifier),
                        null);
        IDTokenClaimsSet user =
                new IDTokenValidator(
                                issuer,
                                new ClientID("nimbus"),
                                JWSAlgorithm.RS256,
                                JWKSet.parse(
                                        sent(new HTTPRequest(
                                                        HTTPRequest.Method.GET,
                                                        metadata.getJWKSetURI()))
                                                .getBody()))
                        .validate(tokens.getOIDCTokens().getIDToken(), nonce);
        assertThat(user.getSubject().getValue()).isEqualTo("megan");

        OIDCTokenResponse renewed =
                tokens(
                        metadata,
                        new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken()),
                        null);
        AccessToken access = renewed.getOIDCTokens().getAccessToken();
        assertThat(introspected(metadata, access).getUsername()).isEqualTo("megan");

        OIDCTokenResponse exchanged =
                tokens(
                        metadata,
                        new TokenExchangeGrant(access, TokenTypeURI.ACCESS_TOKEN),
                        new Scope("orders.read"));
        assertThat(exchanged.getOIDCTokens().getAccessToken().getIssuedTokenType())
                .isEqualTo(TokenTypeURI.ACCESS_TOKEN);

        HTTPResponse revoked =
                sent(
                        new TokenRevocationRequest(
                                        metadata.getRevocationEndpointURI(),
                                        authentication(metadata),
                                        access)
                                .toHTTPRequest());
        assertThat(revoked.getStatusCode()).isEqualTo(200);
        assertThat(introspected(metadata, access).isActive()).isFalse();

        OIDCTokenResponse own =
                tokens(metadata, new ClientCredentialsGrant(), new Scope("orders.read"));
        assertThat(introspected(metadata, own.getOIDCTokens().getAccessToken()).getClientID())
                .isEqualTo(new ClientID("nimbus"));
    }

    private static URI pushed(
            OIDCProviderMetadata metadata, State state, Nonce nonce, CodeVerifier verifier)
            throws Exception {
        AuthenticationRequest request =
                new AuthenticationRequest.Builder(
                                new ResponseType("code"),
                                new Scope("openid", "profile", "orders.read"),
                                new ClientID("nimbus"),
                                CALLBACK)
                        .state(state)
                        .nonce(nonce)
                        .codeChallenge(verifier, CodeChallengeMethod.S256)
                        .build();
        HTTPResponse response =
                sent(
                        new PushedAuthorizationRequest(
                                        metadata.getPushedAuthorizationRequestEndpointURI(),
                                        authentication(metadata),
                                        request)
                                .toHTTPRequest());
        PushedAuthorizationSuccessResponse pushed =
                PushedAuthorizationResponse.parse(response).toSuccessResponse();
        return pushed.getRequestURI();
    }

    private static ClientAuthentication authentication(OIDCProviderMetadata metadata)
            throws Exception {
        ClientID client = new ClientID("nimbus");
        PrivateKey signer = key.toPrivateKey();
        return new PrivateKeyJWT(
                new JWTAuthenticationClaimsSet(client, new Audience(metadata.getIssuer())),
                JWSAlgorithm.ES256,
                signer,
                key.getKeyID(),
                null);
    }

    private static OIDCTokenResponse tokens(
            OIDCProviderMetadata metadata, AuthorizationGrant grant, @Nullable Scope scope)
            throws Exception {
        HTTPResponse response =
                sent(
                        new TokenRequest(
                                        metadata.getTokenEndpointURI(),
                                        authentication(metadata),
                                        grant,
                                        scope)
                                .toHTTPRequest());
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
        return (OIDCTokenResponse) OIDCTokenResponseParser.parse(response).toSuccessResponse();
    }

    private static TokenIntrospectionSuccessResponse introspected(
            OIDCProviderMetadata metadata, AccessToken token) throws Exception {
        HTTPResponse response =
                sent(
                        new TokenIntrospectionRequest(
                                        metadata.getIntrospectionEndpointURI(),
                                        authentication(metadata),
                                        token)
                                .toHTTPRequest());
        return TokenIntrospectionResponse.parse(response).toSuccessResponse();
    }
}
