package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.RequestHead;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One exchange as a line of JSON. The query is left out: it may carry a token.
record AccessLine(
        long atMillis,
        @Nullable RequestHead head,
        @Nullable CallRecord call,
        int status,
        long bytesIn,
        long bytesOut,
        long nanos) {

    /// Whether this is not an exchange but the end of the log.
    boolean isEnd() {
        return head == null;
    }

    void appendTo(StringBuilder out, TimeText times) {
        if (head == null || call == null) {
            return;
        }
        out.append("{\"time\":\"");
        times.append(out, atMillis);
        out.append('"');
        text(out, "request_id", head.id());
        text(out, "client", head.peer().clientAddress());
        text(out, "method", head.method());
        text(out, "scheme", head.target().scheme());
        text(out, "host", head.target().host());
        text(out, "path", ShownPath.of(head.target().path()));
        text(out, "protocol", head.version());
        number(out, "status", status);
        number(out, "bytes_in", bytesIn);
        number(out, "bytes_out", bytesOut);
        number(out, "micros", nanos / 1000);
        text(out, "workspace", call.workspace());
        text(out, "api", call.api());
        text(out, "route", call.route());
        text(out, "consumer", call.consumer());
        text(out, "application", call.application());
        text(out, "upstream", call.upstream());
        text(out, "reason", call.reason());
        text(out, "explanation", call.explanation());
        out.append("}\n");
    }

    private static void number(StringBuilder out, String name, long value) {
        out.append(",\"").append(name).append("\":").append(value);
    }

    private static void text(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":\"");
            escape(out, value);
            out.append('"');
        }
    }

    private static void escape(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f) {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                out.append(c);
            }
        }
    }
}
