package io.grantway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.OutgoingRule;
import io.grantway.http.outgoing.Authorities;
import io.grantway.testing.Authority;
import io.grantway.testing.Authority.Identity;
import io.grantway.testing.ForeignServer;
import io.grantway.testing.IssuerFixture;
import io.grantway.token.CandidateToken;
import io.grantway.token.Validation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that proves itself by its certificate (RFC 8705 §2) to a server that listens.
@Timeout(60)
class CertificateProofTest {
    private static final Authority COMPANY = new Authority("company");
    private static final Identity LISTENER = COMPANY.sign("listener");
    private static final Identity GATEWAY = COMPANY.sign("gateway");
    private static final Identity OTHER = COMPANY.sign("other");

    @TempDir private Path directory;

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Server start(int port, String certificates, String authentication) throws Exception {
        Path config = directory.resolve("grantway.yaml");
        Files.writeString(directory.resolve("tls.crt"), LISTENER.certificate());
        Files.writeString(directory.resolve("tls.key"), LISTENER.key());
        Files.writeString(directory.resolve("ca.crt"), COMPANY.certificate());
        Files.writeString(
                config,
                """
                listeners:
                  gateway: {https: "127.0.0.1:%d", http: "off"}
                  admin: {https: "off", http: "127.0.0.1:0"}
                server:
                  tls: {certificate: "%s/tls.crt", key: "%s/tls.key", clientCertificates: %s}
                authorizationServers:
                  - name: local
                    builtIn:
                      issuer: "https://localhost:%d/auth"
                      scopes: [{name: read}]
                      accessTokens: {format: opaque}
                consumers:
                  - username: partner
                    applications:
                      - {name: crm, clientId: crm, clientSecret: crm-secret}
                      - {name: gateway, clientId: gateway, authentication: {%s}}
                """
                        .formatted(port, directory, directory, certificates, port, authentication));
        return Server.start(
                new StartOptions(
                        List.of(config),
                        directory.resolve("data"),
                        Map.of(
                                "GRANTWAY_ADMIN_TOKEN",
                                "the-admin-token-of-the-test",
                                "GRANTWAY_SERVER_TELEMETRY_ACCESS_LOG_ENABLED",
                                "false"),
                        new PrintStream(OutputStream.nullOutputStream())));
    }

    private static String token(Outgoing outgoing, int port) {
        String[] basic = IssuerFixture.basic("crm");
        OutgoingAnswer answer =
                outgoing.fetch(
                        OutgoingRequest.post(
                                        URI.create("https://localhost:" + port + "/auth/token"),
                                        Trust.CONFIGURED,
                                        "application/x-www-form-urlencoded",
                                        Body.of("grant_type=client_credentials&scope=read"))
                                .with(basic[0], basic[1]));
        assertThat(answer.status()).as(answer.body().text()).isEqualTo(200);
        return Json.parse(answer.body().text()).path("access_token").asString();
    }

    private static Validation asked(
            Outgoing outgoing, int port, String method, Identity shown, String token) {
        return ForeignServer.of(
                        "{issuer: 'https://localhost:%d/auth', introspection: {clientId: gateway, method: %s, certificate: \"%s\"}}"
                                .formatted(port, method, shown.both().replace("\n", "\\n")),
                        outgoing,
                        InstantSource.system())
                .validate(CandidateToken.of(token));
    }

    private void isKnownByItsCertificate(String method, String certificates, String authentication)
            throws Exception {
        int port = freePort();
        try (Server _ = start(port, certificates, authentication);
                Outgoing outgoing =
                        Outgoing.create(
                                () -> OutgoingRule.PUBLIC_ONLY,
                                NameResolver.SYSTEM,
                                Authorities.with(COMPANY.certificate()))) {
            String token = token(outgoing, port);

            assertThat(asked(outgoing, port, method, GATEWAY, token))
                    .isInstanceOf(Validation.Valid.class);
            assertThat(asked(outgoing, port, method, OTHER, token))
                    .isInstanceOf(Validation.Undecided.class);
            assertThat(asked(outgoing, port, method, GATEWAY, "made-up"))
                    .isInstanceOf(Validation.Invalid.class);
        }
    }

    @Test
    void byTheNameInACertificateThatTheCompanySigned() throws Exception {
        isKnownByItsCertificate(
                "tls_client_auth",
                "request, trust: \"" + directory.resolve("ca.crt") + "\"",
                "method: tls_client_auth, certificate: {subject: 'CN=gateway,O=Example,C=DE'}");
    }

    @Test
    void byTheKeyOfItsCertificateWhoeverSignedIt() throws Exception {
        isKnownByItsCertificate(
                "self_signed_tls_client_auth",
                "any",
                "method: self_signed_tls_client_auth, jwks: {keys: [%s]}".formatted(GATEWAY.jwk()));
    }
}
