package io.grantway.fhir;

import ca.uhn.fhir.rest.client.impl.BaseHttpResponse;
import ca.uhn.fhir.util.StopWatch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer, read to its end, as HAPI takes it.
final class Response extends BaseHttpResponse {
    private final int status;
    private final String about;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /// @param about stands behind the status in HAPI's texts
    /// @param headers names in lower case
    Response(
            StopWatch watch,
            int status,
            String about,
            Map<String, List<String>> headers,
            byte[] body) {
        super(watch);
        this.status = status;
        this.about = about;
        this.headers = headers;
        this.body = body;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public String getStatusInfo() {
        return about;
    }

    @Override
    public @Nullable String getMimeType() {
        List<String> types = getHeaders("content-type");
        return types.isEmpty() ? null : types.getFirst().replaceFirst(";.*", "").strip();
    }

    @Override
    public Map<String, List<String>> getAllHeaders() {
        return headers;
    }

    @Override
    public List<String> getHeaders(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// FHIR's JSON is UTF-8.
    @Override
    public Reader createReader() {
        return new InputStreamReader(readEntity(), StandardCharsets.UTF_8);
    }

    @Override
    public InputStream readEntity() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void bufferEntity() {
        // It is.
    }

    @Override
    public Object getResponse() {
        return this;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
