package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grantway.testing.TestServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @TempDir private Path directory;
    private HttpServer upstream;
    private HttpServer collector;
    private final List<Map<String, String>> forwarded = new CopyOnWriteArrayList<>();
    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        upstream = server(this::answer);
        collector = server(this::collect);
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
        collector.stop(0);
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        forwarded.add(headers);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void collect(HttpExchange exchange) throws IOException {
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private String config(String traces) {
        return """
        server:
          telemetry: TRACES
        workspaces:
          - name: Sample
            apis:
              - name: open
                upstream: http://127.0.0.1:UPSTREAM
                routes: [{paths: ["/open/{id}"]}]
              - name: closed
                upstream: http://127.0.0.1:UPSTREAM
                routes: [{paths: [/closed]}]
                policies: [{oauth2: {enableClientCredentials: true}}]
        """
                .replace("TRACES", traces)
                .replace("UPSTREAM", String.valueOf(upstream.getAddress().getPort()));
    }

    private String on(String more) {
        return "{traces: {endpoint: \"http://127.0.0.1:"
                + collector.getAddress().getPort()
                + "\""
                + more
                + "}}";
    }

    private List<Span> spans(Span.SpanKind kind) {
        return received.stream()
                .flatMap(each -> each.getScopeSpansList().stream())
                .flatMap(each -> each.getSpansList().stream())
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Map<String, String> attributes(Span span) {
        Map<String, String> all = new HashMap<>();
        for (KeyValue each : span.getAttributesList()) {
            all.put(
                    each.getKey(),
                    each.getValue().hasIntValue()
                            ? Long.toString(each.getValue().getIntValue())
                            : each.getValue().getStringValue());
        }
        return all;
    }

    @Test
    void goesOnWithTheCallersTraceAndHandsItToTheUpstream() throws Exception {
        String traces = on(", headers: {X-Key: k3y}, serviceName: door");
        try (TestServer server = TestServer.start(directory, config(traces))) {
            server.call("GET", "/open/7?q=planted", "", "traceparent", PARENT, "tracestate", "a=b");
        }
        Span server = spans(Span.SpanKind.SPAN_KIND_SERVER).getFirst();
        Span client = spans(Span.SpanKind.SPAN_KIND_CLIENT).getFirst();
        assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(server.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(forwarded.getFirst())
                .containsEntry("traceparent", "00-" + TRACE + "-" + hex(client.getSpanId()) + "-01")
                .containsEntry("tracestate", "a=b");
        assertThat(server.getName()).isEqualTo("GET /open/{id}");
        assertThat(attributes(server))
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/open/{id}")
                .containsEntry("http.response.status_code", "204")
                .containsEntry("url.path", "/open/7")
                .containsEntry("server.address", "localhost")
                .containsEntry("grantway.api", "open");
        assertThat(attributes(client)).containsEntry("http.response.status_code", "204");
        assertThat(received.toString()).doesNotContain("planted");
        assertThat(received.getFirst().getResource().toString()).contains("door");
        assertThat(keys).containsOnly("k3y");
    }

    @Test
    void namesTheReasonOfARefusalAndNotTheToken() throws Exception {
        try (TestServer server = TestServer.start(directory, config(on("")))) {
            server.call("GET", "/closed", "", "Authorization", "Bearer planted");
        }
        Span span = spans(Span.SpanKind.SPAN_KIND_SERVER).getFirst();
        assertThat(attributes(span)).containsEntry("error.type", "token_unknown");
        assertThat(spans(Span.SpanKind.SPAN_KIND_CLIENT)).isEmpty();
        assertThat(received.toString()).doesNotContain("planted");
    }

    @Test
    void beginsATraceOfItsOwnWhereTheCallersIsMalformed() throws Exception {
        try (TestServer server = TestServer.start(directory, config(on("")))) {
            server.call("GET", "/open/7", "", "traceparent", "00-" + TRACE + "-zzzz-01");
        }
        Span span = spans(Span.SpanKind.SPAN_KIND_SERVER).getFirst();
        assertThat(hex(span.getTraceId())).isNotEqualTo(TRACE);
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void followsTheCallersDecisionNotToTrace() throws Exception {
        String unsampled = PARENT.replaceAll("-01$", "-00");
        try (TestServer server = TestServer.start(directory, config(on("")))) {
            server.call("GET", "/open/7", "", "traceparent", unsampled);
        }
        assertThat(received).isEmpty();
        assertThat(forwarded.getFirst().get("traceparent"))
                .startsWith("00-" + TRACE + "-")
                .endsWith("-00");
    }

    @Test
    void tracesNoneWhereTheShareIsZeroUnlessTheCallerAsks() throws Exception {
        try (TestServer server = TestServer.start(directory, config(on(", sampled: 0")))) {
            server.call("GET", "/open/7", "");
            server.call("GET", "/open/8", "", "traceparent", PARENT);
        }
        assertThat(spans(Span.SpanKind.SPAN_KIND_SERVER))
                .singleElement()
                .satisfies(
                        span -> assertThat(attributes(span)).containsEntry("url.path", "/open/8"));
    }

    @Test
    void passesAForeignContextOnUntouchedWhereItIsOff() throws Exception {
        try (TestServer server = TestServer.start(directory, config("{}"))) {
            server.call("GET", "/open/7", "", "traceparent", PARENT);
        }
        assertThat(received).isEmpty();
        assertThat(forwarded.getFirst()).containsEntry("traceparent", PARENT);
    }

    @Test
    void countsWhatACollectorThatIsAwayLost() throws Exception {
        String away = "{traces: {endpoint: \"http://127.0.0.1:1\"}}";
        try (TestServer server = TestServer.start(directory, config(away))) {
            assertThat(server.call("GET", "/open/7", "").statusCode()).isEqualTo(204);
            String lost = "";
            for (int i = 0; i < 500 && !lost.contains("dropped_total 2"); i++) {
                lost = server.administer("GET", "/metrics", "text/plain", "").body();
            }
            assertThat(lost).contains("grantway_trace_spans_dropped_total 2");
        }
    }
}
