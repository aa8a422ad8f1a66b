package io.grantway.boot;

import io.grantway.admin.AuditEntry;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.services.Channels;
import io.grantway.services.channel.Channel;
import io.grantway.services.channel.ChannelFigures;
import io.grantway.services.channel.ChannelRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How channels do, and the switches of each, as operations of the admin API. What they are is
/// said, and changed, below the workspace.
final class ChannelOperations {
    private static final String ALL = "/api/v1/channels";
    private static final String ONE = ALL + "/{name}";
    private static final Schema NUMBER =
            new Schema(Schema.INTEGER.json().deepCopy().put("type", "number"));
    private static final Schema CHANNEL =
            Schema.object()
                    .with("name", Schema.TEXT)
                    .with("kind", Schema.oneOf("rest", "schedule", "files", "amqp", "kafka"))
                    .with("service", Schema.TEXT)
                    .with("paused", Schema.BOOLEAN)
                    .with("succeeded", Schema.INTEGER)
                    .with("failed", Schema.INTEGER)
                    .with("skipped", Schema.INTEGER)
                    .with("in_flight", Schema.INTEGER)
                    .with("seconds", NUMBER)
                    .optional("lag", Schema.INTEGER);
    private static final Schema RUN =
            Schema.object()
                    .with("at", Schema.TIME)
                    .with("millis", Schema.INTEGER)
                    .with("outcome", Schema.oneOf("succeeded", "failed", "skipped"))
                    .with("input", Schema.TEXT)
                    .optional("error", Schema.TEXT);

    private final Channels channels;
    private final AuditTrail audit;

    private ChannelOperations(Channels channels, AuditTrail audit) {
        this.channels = channels;
        this.audit = audit;
    }

    static List<Operation> of(Channels channels, AuditTrail audit) {
        return new ChannelOperations(channels, audit).all();
    }

    private List<Operation> all() {
        return List.of(
                Operation.get(ALL, "listChannelStates", "How the channels of a workspace do")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .answers(200, Schema.object().with("data", Schema.listOf(CHANNEL)))
                        .by(this::list),
                Operation.get(ONE, "showChannelState", "How a channel does")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .variable("name", "example")
                        .answers(200, CHANNEL)
                        .by(request -> answer(channel(request))),
                Operation.get(
                                ONE + "/runs",
                                "listChannelRuns",
                                "A channel's last hundred runs since the process started, the"
                                        + " newest first")
                        .needs(Role.VIEWER, Reach.QUERY)
                        .variable("name", "example")
                        .answers(200, Schema.object().with("data", Schema.listOf(RUN)))
                        .by(this::runs),
                post(
                        "pause",
                        "Lets a channel take nothing until it is resumed or the process" + " ends",
                        each -> {
                            each.pause();
                            return true;
                        }),
                post(
                        "resume",
                        "Lets a paused channel go on",
                        each -> {
                            each.resume();
                            return true;
                        }),
                post("run", "Calls the service of a schedule now", Channel::runNow));
    }

    /// @param doing whether it could be done
    private Operation post(String verb, String summary, Function<Channel, Boolean> doing) {
        return Operation.post(ONE + "/" + verb, verb + "Channel", summary)
                .needs(Role.EDITOR, Reach.QUERY)
                .variable("name", "example")
                .answers(200, CHANNEL)
                .by(request -> {
                    Channel channel = channel(request);
                    if (!doing.apply(channel)) {
                        throw Problem.of(
                                409,
                                "not_a_schedule",
                                "only a schedule can be run by hand; send the channel a request, a"
                                        + " file or a message");
                    }
                    note(channel, verb);
                    return answer(channel);
                });
    }

    private void note(Channel channel, String verb) {
        audit.append(
                audit.entry(
                        AuditEntry.Action.UPDATE,
                        "channel-" + verb,
                        channel.runs().config().name(),
                        Optional.of(channel.runs().workspace()),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Channel channel(Request request) {
        String workspace = workspace(request);
        return channels.find(workspace, request.variable("name"))
                .orElseThrow(() ->
                        Problem.notFound("there is no channel of this name in the workspace"));
    }

    private static String workspace(Request request) {
        return Reach.QUERY.workspace(request).orElse(Reach.DEFAULT_WORKSPACE);
    }

    private Response list(Request request) {
        String workspace = workspace(request);
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        channels.all().stream()
                .filter(each -> each.runs().workspace().equals(workspace))
                .forEach(each -> data.add(json(each)));
        return Response.json(200, Json.write(json));
    }

    private Response runs(Request request) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        channel(request).runs().last().forEach(each -> data.add(json(each)));
        return Response.json(200, Json.write(json));
    }

    private static Response answer(Channel channel) {
        return Response.json(200, Json.write(json(channel)));
    }

    private static ObjectNode json(Channel channel) {
        ChannelFigures figures = channel.runs().figures();
        ObjectNode json =
                Json.object()
                        .put("name", channel.runs().config().name())
                        .put("kind", channel.runs().config().kind())
                        .put("service", channel.runs().config().service())
                        .put("paused", channel.runs().isPaused())
                        .put("succeeded", figures.succeeded())
                        .put("failed", figures.failed())
                        .put("skipped", figures.skipped())
                        .put("in_flight", figures.inFlight())
                        .put("seconds", figures.seconds());
        figures.lag().ifPresent(lag -> json.put("lag", lag));
        return json;
    }

    private static ObjectNode json(ChannelRun run) {
        ObjectNode json =
                Json.object()
                        .put("at", run.at().toString())
                        .put("millis", run.took().toMillis())
                        .put("outcome", run.outcome().name().toLowerCase(Locale.ROOT))
                        .put("input", run.input());
        if (!run.error().isEmpty()) {
            json.put("error", run.error());
        }
        return json;
    }
}
