package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Body;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import io.grantway.http.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The `answer` policy: answers a call here instead of forwarding it.
public final class Answer implements Policy {
    /// Of a request that is echoed.
    private static final long ECHOED = 64 * 1024L;

    private final AnswerSettings settings;
    private final Response fixed;

    private Answer(AnswerSettings settings) {
        this.settings = settings;
        this.fixed = fixed(settings);
    }

    public static Answer of(AnswerSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new Answer(settings);
    }

    private static Response fixed(AnswerSettings settings) {
        int status = settings.statusCode();
        if (status == 204 || status == 304) {
            return Response.empty(status);
        }
        @Nullable String body = settings.body();
        if (body != null) {
            @Nullable String type = settings.contentType();
            return Response.of(
                    status, type == null ? "application/json; charset=utf-8" : type, body);
        }
        return Response.json(status, Json.write(withMessage(settings, Json.object())));
    }

    private static ObjectNode withMessage(AnswerSettings settings, ObjectNode json) {
        @Nullable String own = settings.message();
        String message = own == null ? usual(settings.statusCode()) : own;
        return message.isEmpty() ? json : json.put("message", message);
    }

    /// What Kong says where nothing is configured.
    private static String usual(int status) {
        return switch (status) {
            case 401 -> "Unauthorized";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 500 -> "An unexpected error occurred";
            case 502 -> "Bad gateway";
            case 503 -> "Service unavailable";
            default -> "";
        };
    }

    @Override
    public Decision decide(Call call) {
        @Nullable String trigger = settings.trigger();
        if (trigger != null && !triggers(call, trigger)) {
            return Decision.PROCEED;
        }
        call.record()
                .refused(
                        "answered_here",
                        "the policy answer gave "
                                + settings.statusCode()
                                + (trigger == null ? "" : ", triggered by " + trigger));
        return settings.echo()
                ? new Decision.Wait(call.body(ECHOED).thenApply(body -> echo(call, body)))
                : new Decision.Answer(fixed);
    }

    private static boolean triggers(Call call, String trigger) {
        if (call.head().headers().contains(trigger)) {
            return true;
        }
        return Pairs.read(call.head().target().query()).names().contains(trigger);
    }

    private Decision echo(Call call, Body body) {
        ObjectNode json = withMessage(settings, Json.object());
        ObjectNode request = json.putObject("request");
        Target target = call.head().target();
        request.put("scheme", target.scheme());
        request.put("host", target.host());
        request.put("port", target.port());
        request.put("method", call.head().method());
        request.put("path", target.path());
        ObjectNode query = request.putObject("query");
        Parameters parameters = Pairs.read(target.query());
        parameters.names().forEach(name -> query.put(name, parameters.first(name).orElse("")));
        ObjectNode headers = request.putObject("headers");
        call.head().headers().forEach(headers::put);
        request.put("raw_body", body.text());
        json.put("matched_route", call.record().route());
        json.put("matched_service", call.record().api());
        return new Decision.Answer(Response.json(settings.statusCode(), Json.write(json)));
    }
}
