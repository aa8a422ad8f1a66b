package io.grantway.services.call;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.Connection;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundBody;
import io.grantway.outbound.OutboundRequest;
import io.grantway.service.Answer;
import io.grantway.service.CallException;
import io.grantway.service.Rest;
import io.grantway.service.RestRequest;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A REST connection as a service sees it.
final class RestCalls implements Rest {
    private final Connection connection;
    private final RunningCall call;

    RestCalls(Connection connection, RunningCall call) {
        this.connection = connection;
        this.call = call;
    }

    @Override
    public RestRequest request(String method, String path) {
        return building(OutboundRequest.of(method, path));
    }

    /// @param request as far as it is put together
    RestRequest building(OutboundRequest request) {
        return new Building(request);
    }

    private Answer send(OutboundRequest request, boolean whole) {
        ReceivedAnswer answer;
        try {
            OutboundAnswer came = connection.call(request);
            answer = new ReceivedAnswer(connection.name(), came, call.rendering());
            if (whole || came.status() >= 400) {
                answer.readWhole();
            } else {
                call.closeAtTheEnd(answer);
            }
        } catch (CallFailure e) {
            throw exception(e);
        }
        if (answer.status() >= 400) {
            throw Problems.exception(connection.name(), answer);
        }
        return answer;
    }

    static CallException exception(CallFailure failure) {
        String text = String.valueOf(failure.getMessage());
        String named = "connection \"" + failure.connection() + "\": ";
        String said = text.startsWith(named) ? text.substring(named.length()) : text;
        Duration later = failure.retryAfter().orElse(null);
        return switch (failure.reason()) {
            case NO_TOKEN, CIRCUIT_OPEN, BUSY ->
                    CallException.unavailable(failure.connection(), said, later);
            case REQUEST, UNREACHABLE, TIMED_OUT, TLS, MALFORMED ->
                    new CallException(failure.connection(), 0, said, "", "", later);
        };
    }

    /// A list or an array as several values, anything else as one.
    static List<String> texts(Object value) {
        return switch (value) {
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            case Object[] several -> java.util.Arrays.stream(several).map(String::valueOf).toList();
            case io.grantway.service.Tree tree -> List.of(tree.text());
            default -> List.of(String.valueOf(value));
        };
    }

    private final class Building implements RestRequest {
        private final OutboundRequest start;
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private HeaderList headers = HeaderList.EMPTY;
        private OutboundBody body = OutboundBody.NONE;
        private @Nullable Duration limit;

        Building(OutboundRequest start) {
            this.start = start;
        }

        @Override
        public RestRequest value(String name, Object value) {
            values.put(name, texts(value));
            return this;
        }

        @Override
        public RestRequest values(Map<String, ?> others) {
            others.forEach(this::value);
            return this;
        }

        @Override
        public RestRequest header(String name, String value) {
            headers = headers.without(name).with(name, value);
            return this;
        }

        @Override
        public RestRequest idempotencyKey(String key) {
            return header("Idempotency-Key", key);
        }

        @Override
        public RestRequest json(Object value) {
            return body(OutboundBody.of("application/json", call.rendering().json(value)));
        }

        @Override
        public RestRequest form(Map<String, ?> fields) {
            List<String> pairs = new ArrayList<>();
            fields.forEach((name, value) -> {
                for (String text : texts(value)) {
                    pairs.add(encoded(name) + "=" + encoded(text));
                }
            });
            return body(
                    OutboundBody.of(
                            "application/x-www-form-urlencoded", Body.of(String.join("&", pairs))));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public RestRequest text(String contentType, String text) {
            return body(OutboundBody.of(contentType, Body.of(text)));
        }

        @Override
        public RestRequest bytes(String contentType, byte[] bytes) {
            return body(OutboundBody.of(contentType, Body.of(bytes)));
        }

        @Override
        public RestRequest stream(String contentType, InputStream stream) {
            return body(new OutboundBody.Streamed(contentType, stream, OptionalLong.empty()));
        }

        private RestRequest body(OutboundBody other) {
            body = other;
            return this;
        }

        @Override
        public RestRequest within(Duration other) {
            limit = other;
            return this;
        }

        @Override
        public Answer send() {
            return RestCalls.this.send(request(), true);
        }

        @Override
        public Answer open() {
            return RestCalls.this.send(request(), false);
        }

        private OutboundRequest request() {
            Duration left = call.timeLeft();
            Duration most = limit != null && limit.compareTo(left) < 0 ? limit : left;
            OutboundRequest request =
                    call.inItsName(start).withValues(values).sending(body).within(most);
            List<String> pairs = new ArrayList<>();
            headers.forEach((name, value) -> {
                pairs.add(name);
                pairs.add(value);
            });
            for (int i = 0; i < pairs.size(); i += 2) {
                request = request.with(pairs.get(i), pairs.get(i + 1));
            }
            return request;
        }
    }
}
