package io.grantway.boot;

import io.grantway.admin.Schema;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.outbound.PastCall;
import io.grantway.outbound.Ping;
import io.grantway.outbound.checkup.Step;
import io.grantway.outbound.checkup.Step.Verdict;
import io.grantway.supply.Attempt;
import io.grantway.supply.TokenStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the admin API shows what was found about connections and tokens. Nothing in it is secret.
final class OutgoingView {
    static final Schema CHECKUP =
            Schema.object()
                    .with("ok", Schema.BOOLEAN)
                    .with(
                            "steps",
                            Schema.listOf(
                                    Schema.object()
                                            .with("of", Schema.oneOf("token server", "API"))
                                            .with("step", Schema.TEXT)
                                            .with(
                                                    "verdict",
                                                    Schema.oneOf("ok", "warn", "failed", "skipped"))
                                            .with("text", Schema.TEXT)
                                            .with("advice", Schema.TEXT)
                                            .with("millis", Schema.INTEGER)));
    static final Schema CALLS =
            Schema.object()
                    .with(
                            "data",
                            Schema.listOf(
                                    Schema.object()
                                            .with("at", Schema.TIME)
                                            .with("method", Schema.TEXT)
                                            .with("path", Schema.TEXT)
                                            .with("status", Schema.INTEGER)
                                            .with("millis", Schema.INTEGER)
                                            .with("tries", Schema.INTEGER)
                                            .with("token", Schema.TEXT)
                                            .with("request_id", Schema.TEXT)
                                            .with("outcome", Schema.TEXT)));
    static final Schema ATTEMPTS =
            Schema.object()
                    .with(
                            "data",
                            Schema.listOf(
                                    Schema.object()
                                            .with("at", Schema.TIME)
                                            .with("millis", Schema.INTEGER)
                                            .with("status", Schema.INTEGER)
                                            .with("failure", Schema.TEXT.orNull())
                                            .with("text", Schema.TEXT)
                                            .with("fingerprint", Schema.TEXT.orNull())));
    static final Schema TOKEN =
            Schema.object()
                    .with("state", Schema.oneOf("none", "fresh", "stale", "expired", "failed"))
                    .with("until", Schema.TIME.orNull())
                    .with("generation", Schema.INTEGER)
                    .with("fingerprint", Schema.TEXT.orNull())
                    .with("asked", Schema.listOf(Schema.TEXT))
                    .with("granted", Schema.TEXT.orNull())
                    .with("trouble", Schema.TEXT.orNull());

    private OutgoingView() {}

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// @param api steps of the connection itself, behind those of its token server
    static Response checkup(List<Step> tokenServer, Ping api) {
        List<Step> all = new ArrayList<>(tokenServer);
        api.steps().forEach(each -> all.add(step(each)));
        return checkup(all);
    }

    private static Step step(Ping.Step each) {
        Verdict verdict =
                switch (each.state()) {
                    case OK -> Verdict.OK;
                    case FAILED -> Verdict.FAILED;
                    case SKIPPED -> Verdict.SKIPPED;
                };
        return new Step("API", word(each.look()), verdict, each.text(), each.hint(), each.millis());
    }

    static Response checkup(List<Step> steps) {
        ObjectNode json = Json.object();
        json.put("ok", steps.stream().noneMatch(each -> each.verdict() == Verdict.FAILED));
        ArrayNode list = json.putArray("steps");
        for (Step each : steps) {
            list.addObject()
                    .put("of", each.of())
                    .put("step", each.name())
                    .put("verdict", word(each.verdict()))
                    .put("text", each.text())
                    .put("advice", each.advice())
                    .put("millis", each.millis());
        }
        return Response.json(200, Json.write(json));
    }

    static Response calls(List<PastCall> calls) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (PastCall each : calls) {
            data.addObject()
                    .put("at", each.at().toString())
                    .put("method", each.method())
                    .put("path", each.path())
                    .put("status", each.status())
                    .put("millis", each.millis())
                    .put("tries", each.tries())
                    .put("token", each.token())
                    .put("request_id", each.requestId())
                    .put("outcome", each.outcome());
        }
        return Response.json(200, Json.write(json));
    }

    /// @param attempts the oldest first
    static Response attempts(List<Attempt> attempts) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        for (Attempt each : attempts.reversed()) {
            data.addObject()
                    .put("at", each.at().toString())
                    .put("millis", each.took().toMillis())
                    .put("status", each.status())
                    .put("failure", each.failure().map(OutgoingView::word).orElse(null))
                    .put("text", each.text())
                    .put("fingerprint", each.fingerprint().orElse(null));
        }
        return Response.json(200, Json.write(json));
    }

    static Response token(TokenStatus status) {
        ObjectNode json = Json.object();
        json.put("state", word(status.state()));
        json.put("until", status.until().map(Object::toString).orElse(null));
        json.put("generation", status.generation());
        json.put("fingerprint", status.fingerprint().orElse(null));
        ArrayNode asked = json.putArray("asked");
        status.asked().forEach(asked::add);
        json.put("granted", status.granted().orElse(null));
        json.put("trouble", status.trouble().orElse(null));
        return Response.json(200, Json.write(json));
    }
}
