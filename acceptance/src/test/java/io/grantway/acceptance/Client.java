package io.grantway.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An HTTP client that trusts one certificate. Its calls fail as [IOException] where nobody
/// answers.
final class Client implements AutoCloseable {
    private final HttpClient http;

    private Client(HttpClient http) {
        this.http = http;
    }

    /// @param certificate PEM
    static Client trusting(Path certificate) {
        return new Client(
                HttpClient.newBuilder()
                        .sslContext(context(certificate))
                        .connectTimeout(Duration.ofSeconds(10))
                        .build());
    }

    private static SSLContext context(Path certificate) {
        try (var pem = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            var one = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            trusted.setCertificateEntry("server", one);
            var managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no certificate in " + certificate, e);
        }
    }

    Answer get(URI uri, String... headers) throws IOException {
        return send(request(uri, headers).GET());
    }

    Answer delete(URI uri, String... headers) throws IOException {
        return send(request(uri, headers).DELETE());
    }

    Answer form(URI uri, Map<String, String> fields, String... headers) throws IOException {
        return send(
                request(uri, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encode(fields))));
    }

    Answer json(URI uri, String json, String... headers) throws IOException {
        return send(
                request(uri, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    Answer json(String method, URI uri, String json, String... headers) throws IOException {
        return send(
                request(uri, headers)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)));
    }

    /// What `Authorization` says of a client with a secret, both of letters, digits and hyphens.
    static String basic(String client, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI uri, String... headers) {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Does not wait for calls in flight.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
