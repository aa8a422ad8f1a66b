package io.grantway.outbound;

import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import io.grantway.outbound.RestConfig.ProxyConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an HL7 FHIR server is called.
public record FhirConfig(
        @Key(value = "Its base address.", example = "https://ehr.example.com/fhir/r4") String url,
        @Key(value = "The edition of FHIR that it speaks: `R4`, `R4B` or `R5`.", or = "R4")
                FhirVersion version,
        @Key(value = "The security definition by which calls prove themselves.", example = "Okta")
                @Nullable String security,
        @Key(
                        value =
                                "How long a call may take in all: look-up, connection, token, tries"
                                    + " and the answer's body. Files of exports may take longer.",
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
                                    + " connection, 429, 502, 503, 504. Reads, searches, updates,"
                                    + " deletions and conditional creates.",
                        or = "2")
                int retries,
        @Key(value = "What part of all calls may be tried again, in percent.", or = "10")
                int retryBudget,
        @Key(value = "When the server is left alone because it fails, and how long.", or = "{}")
                RestConfig.CircuitConfig circuit,
        @Key(value = "Header fields of every call.", example = "{Epic-Client-ID: '${env:EPIC_ID}'}")
                Map<String, String> headers,
        @Key("An HTTP proxy on the way.") @Nullable ProxyConfig proxy,
        @Key(value = "Whom an `https` connection believes, and what it shows.", or = "{}")
                RestConfig.TlsConfig tls,
        @Key(
                        value =
                                "The largest answer, decompressed, such as one page of a search."
                                        + " Files of exports may be larger.",
                        or = "64MiB")
                ByteSize maxAnswer,
        @Key(value = "Ask for gzip.", or = "true") boolean compression,
        @Key(value = "How far links from page to page are followed.", or = "{}")
                FhirPagingConfig paging,
        @Key(value = "How bulk exports are waited for.", or = "{}") FhirExportConfig export,
        @Key(
                        value =
                                "What a ping reads to see whether calls are authorised: something"
                                        + " that the scopes allow and that gives nothing away.",
                        or = "Patient?_count=0")
                String ping) {
    public FhirConfig {
        requireAddress("url", url);
        if (ping.isBlank() || ping.startsWith("/") || ping.contains("..")) {
            throw new IllegalArgumentException(
                    "ping must be a read below url, such as Patient?_count=0");
        }
        try {
            URI read = new URI(ping);
            if (read.isAbsolute() || read.getRawAuthority() != null) {
                throw new IllegalArgumentException("ping must be below url, not an address");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "ping must be a path and query: " + e.getReason(), e);
        }
        headers.forEach(Fields::check);
        Limits.check("timeout", timeout);
        Limits.check("connectTimeout", connectTimeout);
        Limits.check("pool", pool, 1, 10_000);
        Limits.check("retries", retries, 0, 10);
        Limits.check("retryBudget", retryBudget, 0, 100);
        Limits.check("maxAnswer", maxAnswer.bytes(), 0, Integer.MAX_VALUE - 8);
    }

    /// @throws IllegalArgumentException that begins with the key
    static void requireAddress(String key, String address) {
        try {
            URI uri = new URI(address).parseServerAuthority();
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        key
                                + " must be an address such as https://host/path, without user and"
                                + " query");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(key + " must be an address: " + e.getReason(), e);
        }
    }

    /// The calls that it makes.
    RestConfig calls() {
        return calls(timeout);
    }

    /// Those for the files of exports, which may be large.
    RestConfig fileCalls() {
        return calls(export.fileTimeout());
    }

    /// Those that need no credential.
    RestConfig openCalls() {
        return calls(timeout);
    }

    private RestConfig calls(Duration within) {
        return new RestConfig(
                url,
                security,
                within,
                connectTimeout,
                pool,
                waitForPlace,
                retries,
                retryBudget,
                circuit,
                headers,
                Map.of(),
                proxy,
                tls,
                RestConfig.Redirects.SAME_ORIGIN,
                maxAnswer,
                compression,
                AddressTemplate.of(url).path() + "/metadata");
    }
}
