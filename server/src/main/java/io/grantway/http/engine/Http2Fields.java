package io.grantway.http.engine;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/// Fields between HTTP/2 and the form that both versions share here.
final class Http2Fields {
    private Http2Fields() {}

    /// The fields without the pseudo-header fields; pieces of `Cookie` joined again (RFC 9113
    /// §8.2.3).
    ///
    /// @throws IllegalArgumentException where a name or a value could not stand in HTTP/1
    static HttpHeaders read(Http2Headers from) {
        HttpHeaders to = Fields.empty();
        StringBuilder cookie = null;
        for (Map.Entry<CharSequence, CharSequence> field : from) {
            String name = field.getKey().toString();
            if (name.startsWith(":")) {
                continue;
            }
            // HTTP/2 could carry what ends a line in HTTP/1, where it would become another field.
            String value = Fields.checkedOctets(field.getValue().toString());
            if (name.equals("cookie")) {
                cookie = cookie == null ? new StringBuilder() : cookie.append("; ");
                cookie.append(value);
            } else {
                to.add(Fields.checkedName(name), value);
            }
        }
        if (cookie != null) {
            to.add("cookie", cookie.toString());
        }
        return to;
    }

    /// The same fields with names in lower case, after what is there already.
    static Http2Headers write(HttpHeaders from, Http2Headers to) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = from.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            to.add(AsciiString.of(field.getKey()).toLowerCase(), field.getValue());
        }
        return to;
    }

    static Http2Headers empty() {
        return new DefaultHttp2Headers(false);
    }
}
