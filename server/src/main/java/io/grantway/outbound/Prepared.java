package io.grantway.outbound;

import io.grantway.http.HeaderList;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request just before it is sent, into which a credential is put. Belongs to one thread.
final class Prepared {
    private final String method;
    private final URI origin;
    private final String path;
    private @Nullable StringBuilder query;
    private final List<String> fields;
    private final OutboundBody body;

    /// @param path in percent encoding, from its slash on; may be empty
    /// @param query in percent encoding; null for none
    /// @param fields names and values, checked
    Prepared(
            String method,
            URI origin,
            String path,
            @Nullable String query,
            List<String> fields,
            OutboundBody body) {
        this.method = method;
        this.origin = origin;
        this.path = path;
        this.query = query == null ? null : new StringBuilder(query);
        this.fields = new ArrayList<>(fields);
        this.body = body;
    }

    String method() {
        return method;
    }

    OutboundBody body() {
        return body;
    }

    URI uri() {
        String place = path.isEmpty() ? "/" : path;
        String root = origin.getScheme() + "://" + origin.getRawAuthority();
        return URI.create(root + place + (query == null ? "" : "?" + query));
    }

    HeaderList headers() {
        return HeaderList.of(fields.toArray(String[]::new));
    }

    /// Puts a field in place of those of its name.
    ///
    /// @throws IllegalArgumentException where it is none
    void set(String name, String value) {
        Fields.check(name, value);
        Fields.remove(fields, name);
        fields.add(name);
        fields.add(value);
    }

    /// Adds a parameter to the query.
    void parameter(String name, String value) {
        StringBuilder longer = query;
        if (longer == null) {
            longer = new StringBuilder();
            query = longer;
        } else if (!longer.isEmpty()) {
            longer.append('&');
        }
        AddressTemplate.encode(name, "", longer);
        longer.append('=');
        AddressTemplate.encode(value, "", longer);
    }

    /// Adds a cookie behind those that are there.
    void cookie(String name, String value) {
        String before = headers().first("Cookie").map(it -> it + "; ").orElse("");
        set("Cookie", before + name + "=" + value);
    }
}
