package io.grantway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.rest.client.api.UrlSourceEnum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request of HAPI's, until a connection makes it.
final class Request implements IHttpRequest {
    /// Stands for the connection's own address, which is not known here. RFC 6761 §6.4: nobody has
    /// this name.
    static final String BASE = "http://connection.invalid";

    private final FhirContext context;
    private final String method;
    private final @Nullable Content content;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String url;
    private UrlSourceEnum source = UrlSourceEnum.GENERATED;
    private @Nullable Calls calls;

    /// What is sent.
    static final class Content {
        private final String type;
        private final byte[] bytes;

        Content(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    Request(FhirContext context, String method, String url, @Nullable Content content) {
        this.context = context;
        this.method = method.toUpperCase(Locale.ROOT);
        this.url = url;
        this.content = content;
    }

    void by(Calls call) {
        calls = call;
    }

    FhirContext context() {
        return context;
    }

    @Nullable Content content() {
        return content;
    }

    @Override
    public IHttpResponse execute() {
        Calls by = calls;
        if (by == null) {
            throw new IllegalStateException(
                    "this client belongs to no call: make it with FhirClients");
        }
        return by.make(this);
    }

    @Override
    public void addHeader(String name, String value) {
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    @Override
    public void removeHeaders(String name) {
        headers.remove(name);
    }

    @Override
    public Map<String, List<String>> getAllHeaders() {
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public @Nullable String getRequestBodyFromStream() {
        return content == null ? null : new String(content.bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public String getUri() {
        return url;
    }

    @Override
    public void setUri(String uri) {
        url = uri;
    }

    @Override
    public String getHttpVerbName() {
        return method;
    }

    @Override
    public UrlSourceEnum getUrlSource() {
        return source;
    }

    @Override
    public void setUrlSource(UrlSourceEnum from) {
        source = from;
    }
}
