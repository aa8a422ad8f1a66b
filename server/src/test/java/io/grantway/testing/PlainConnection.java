package io.grantway.testing;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.Connection;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundBody;
import io.grantway.outbound.OutboundLink;
import io.grantway.outbound.OutboundRequest;
import io.grantway.outbound.Ping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection whose every call has a token of its own (`token-1`, `token-2`, …), and which tries
/// nothing twice.
public final class PlainConnection implements Connection {
    private final URI base;
    private final HttpClient client;
    private final AtomicInteger tokens = new AtomicInteger();

    public PlainConnection(URI base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    @Override
    public String name() {
        return "My EHR";
    }

    @Override
    public Ping ping() {
        return new Ping(List.of());
    }

    @Override
    public OutboundAnswer call(OutboundRequest request) {
        HttpRequest.Builder http =
                HttpRequest.newBuilder(address(request)).method(request.method(), body(request));
        request.headers().forEach(http::header);
        if (request.link().map(OutboundLink::credentials).orElse(true)) {
            http.header("Authorization", "Bearer token-" + tokens.incrementAndGet());
        }
        if (request.body() instanceof OutboundBody.Whole(String type, _)) {
            http.header("Content-Type", type);
        }
        try {
            return new Answer(client.send(http.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new CallFailure(name(), CallFailure.Reason.UNREACHABLE, "nobody answers");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI address(OutboundRequest request) {
        if (request.link().isPresent()) {
            return request.link().get().address();
        }
        List<String> query = new ArrayList<>();
        request.values()
                .forEach((name, values) ->
                        values.forEach(value ->
                                query.add(
                                        name
                                                + "="
                                                + URLEncoder.encode(
                                                        value, StandardCharsets.UTF_8))));
        String path = request.path().isEmpty() ? "" : "/" + request.path();
        return URI.create(base + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
    }

    private static BodyPublisher body(OutboundRequest request) {
        return switch (request.body()) {
            case OutboundBody.None _ -> BodyPublishers.noBody();
            case OutboundBody.Whole whole -> BodyPublishers.ofByteArray(whole.body().bytes());
            case OutboundBody.Streamed streamed -> BodyPublishers.ofInputStream(streamed::stream);
        };
    }

    private record Answer(HttpResponse<InputStream> response) implements OutboundAnswer {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public HeaderList headers() {
            List<String> pairs = new ArrayList<>();
            response.headers()
                    .map()
                    .forEach((name, values) ->
                            values.forEach(value -> {
                                pairs.add(name);
                                pairs.add(value);
                            }));
            return HeaderList.of(pairs.toArray(String[]::new));
        }

        @Override
        public String requestId() {
            return "request-7";
        }

        @Override
        public InputStream stream() {
            return response.body();
        }

        @Override
        public Body body() {
            try {
                return Body.of(response.body().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
