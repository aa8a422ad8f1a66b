package io.grantway.outbound;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an API over HTTP is called.
public record RestConfig(
        @Key(
                        value =
                                "Its address. Values of a call take the place of `{name}`s in the"
                                        + " path; the path of a call goes behind it.",
                        example = "'https://api.example.com/billing/{client_id}'")
                String url,
        @Key(value = "The security definition by which calls prove themselves.", example = "Okta")
                @Nullable String security,
        @Key(
                        value =
                                "How long a call may take in all: look-up, connection, token, tries"
                                        + " and the answer's body.",
                        or = "30s")
                Duration timeout,
        @Key(value = "Until there is a connection to one address.", or = "3s")
                Duration connectTimeout,
        @Key(value = "Calls at once, and so connections kept.", or = "20") int pool,
        @Key(value = "How long a call waits while all places are taken.", or = "1s")
                Duration waitForPlace,
        @Key(
                        value =
                                "How often a call is tried again that failed in passing: no"
                                        + " connection, 429, 502, 503, 504. GET, HEAD, OPTIONS, PUT"
                                        + " and DELETE always; others with an `Idempotency-Key`, on"
                                        + " 429, or where nothing was sent.",
                        or = "2")
                int retries,
        @Key(
                        value =
                                "What part of all calls may be tried again, in percent, so that an"
                                        + " API in trouble is not called all the more; a few always"
                                        + " may.",
                        or = "10")
                int retryBudget,
        @Key(value = "When the API is left alone because it fails, and how long.", or = "{}")
                CircuitConfig circuit,
        @Key(value = "Header fields of every call.", example = "{Accept: application/json}")
                Map<String, String> headers,
        @Key(value = "Parameters of every call's query.", example = "{api-version: '2026-01'}")
                Map<String, String> query,
        @Key("An HTTP proxy on the way.") @Nullable ProxyConfig proxy,
        @Key(value = "Whom an `https` connection believes, and what it shows.", or = "{}")
                TlsConfig tls,
        @Key(
                        value =
                                "Redirects that are followed: `sameOrigin`, those to the same"
                                        + " scheme, host and port; or `never`.",
                        or = "sameOrigin")
                Redirects redirects,
        @Key(
                        value =
                                "The largest answer, decompressed, that is read as a whole. What is"
                                        + " streamed may be larger.",
                        or = "16MiB")
                ByteSize maxAnswer,
        @Key(value = "Ask for gzip.", or = "true") boolean compression,
        @Key(
                        value =
                                "What a ping asks with GET: a path from the root of the host. The"
                                        + " address itself, where this is absent and there is no"
                                        + " `{name}` in it.",
                        example = "/health")
                @Nullable String ping) {
    public RestConfig {
        AddressTemplate.of(url);
        Limits.check("timeout", timeout);
        Limits.check("connectTimeout", connectTimeout);
        Limits.check("pool", pool, 1, 10_000);
        Limits.check("retries", retries, 0, 10);
        Limits.check("retryBudget", retryBudget, 0, 100);
        Limits.check("maxAnswer", maxAnswer.bytes(), 0, Integer.MAX_VALUE - 8);
        headers.forEach(Fields::check);
        if (ping != null && (!ping.startsWith("/") || ping.startsWith("//"))) {
            throw new IllegalArgumentException("ping must be a path that begins with a slash");
        }
    }

    /// Which redirects are followed. None leads to another origin: the credential would go there.
    public enum Redirects {
        SAME_ORIGIN,
        NEVER
    }

    /// When the API is left alone.
    public record CircuitConfig(
            @Key(value = "Failures in a row that open it.", or = "10") int failures,
            @Key(value = "How long it stays open before one call may try again.", or = "5s")
                    Duration openFor,
            @Key(value = "Statuses that count as failures.", or = "[502, 503, 504]")
                    List<Integer> statuses) {
        public CircuitConfig {
            Limits.check("failures", failures, 1, 1_000_000);
            Limits.check("openFor", openFor);
        }
    }

    /// An HTTP proxy.
    public record ProxyConfig(
            @Key(value = "Its address.", example = "http://proxy.corp.example:3128") URI url,
            @Key("Who is at the proxy.") @Nullable String username,
            @Key("With which password.") @Nullable Secret password) {
        public ProxyConfig {
            if (!"http".equals(url.getScheme()) || url.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "url must be http://host:port; a user goes into username and password");
            }
            if ((username == null) != (password == null)) {
                throw new IllegalArgumentException("a proxy has username and password, or neither");
            }
        }
    }

    /// TLS of a connection.
    public record TlsConfig(
            @Key(
                            value =
                                    "Certificates, in PEM, of those who may sign the API's"
                                            + " certificate beside whom this server trusts.",
                            example = "'${file:tls/company-ca.pem}'")
                    @Nullable String certificateAuthorities,
            @Key(value = "Check certificate and host name.", or = "true") boolean verify,
            @Key(
                            value =
                                    "The certificate that it shows, with its private key, in PEM;"
                                            + " not beside a security definition of the kind"
                                            + " `mtls`.",
                            example = "'${file:tls/client.pem}'")
                    @Nullable Secret certificate) {
        public TlsConfig {
            if (certificateAuthorities != null) {
                Outgoing.requireAuthorities(certificateAuthorities);
            }
            if (certificate != null) {
                Outgoing.requireShowable(certificate);
            }
        }
    }
}
