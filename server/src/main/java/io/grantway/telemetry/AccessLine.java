package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.RequestHead;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes an exchange as a line of JSON, one after the other into the same place. The query is left
/// out: it may carry a token. Belongs to one thread.
final class AccessLine {
    private final StringBuilder out = new StringBuilder(512);
    private final TimeText times = new TimeText();

    /// @return good until the next call
    StringBuilder of(
            long atMillis,
            RequestHead head,
            CallRecord call,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        out.setLength(0);
        out.append("{\"time\":\"");
        times.append(out, atMillis);
        out.append('"');
        text(",\"request_id\":\"", head.id());
        text(",\"client\":\"", head.peer().clientAddress());
        text(",\"method\":\"", head.method());
        text(",\"scheme\":\"", head.target().scheme());
        text(",\"host\":\"", head.target().host());
        text(",\"path\":\"", ShownPath.of(head.target().path()));
        text(",\"protocol\":\"", head.version());
        out.append(",\"status\":").append(status);
        out.append(",\"bytes_in\":").append(bytesIn);
        out.append(",\"bytes_out\":").append(bytesOut);
        out.append(",\"micros\":").append(nanos / 1000);
        text(",\"workspace\":\"", call.workspace());
        text(",\"api\":\"", call.api());
        text(",\"route\":\"", call.route());
        text(",\"consumer\":\"", call.consumer());
        text(",\"application\":\"", call.application());
        text(",\"upstream\":\"", call.upstream());
        text(",\"reason\":\"", call.reason());
        text(",\"explanation\":\"", call.explanation());
        return out.append("}\n");
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            out.append(name);
            escape(value);
            out.append('"');
        }
    }

    private void escape(String value) {
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append(value, plain, i).append('\\');
                plain = i;
            } else if (c < 0x20 || c == 0x7f) {
                out.append(value, plain, i).append("\\u00");
                HexFormat.of().toHexDigits(out, (byte) c);
                plain = i + 1;
            }
        }
        out.append(value, plain, value.length());
    }
}
