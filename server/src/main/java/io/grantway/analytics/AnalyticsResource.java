package io.grantway.analytics;

import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/v1/analytics`: figures as JSON, or as CSV.
///
/// @param workspace the one that a request is limited to; empty for all
record AnalyticsResource(
        Ledger ledger, Function<Request, Optional<String>> workspace, InstantSource clock)
        implements Handler {
    @Override
    public Response handle(Request request) {
        Question question = Question.of(request, workspace.apply(request), clock);
        Report report = new Report(question.by());
        ledger.read(
                question.step(), question.from(), question.to(), question.filter(), report::add);
        Response answer =
                question.csv()
                        ? Response.of(
                                        200,
                                        "text/csv; charset=utf-8; header=present",
                                        new Csv(question.by()).of(report))
                                .with(
                                        "Content-Disposition",
                                        "attachment; filename=\"analytics.csv\"")
                        : Response.json(200, Json.write(json(question, report)));
        return answer.with("Cache-Control", "no-store");
    }

    private static ObjectNode json(Question question, Report report) {
        ObjectNode json = Json.object();
        json.put("kind", question.filter().kind().toString());
        json.put("step", question.step().toString());
        json.put("from", question.from().toString());
        json.put("to", question.to().toString());
        ArrayNode data = json.putArray("data");
        report.forEach((place, figures) -> {
            ObjectNode row = data.addObject();
            row.put("time", place.start().toString());
            for (int i = 0; i < question.by().size(); i++) {
                row.put(question.by().get(i).toString(), place.values().get(i));
            }
            row.put("count", figures.count());
            row.put("bytes_in", figures.bytesIn());
            row.put("bytes_out", figures.bytesOut());
            ObjectNode latency = row.putObject("latency_ms");
            Shown.of(figures).forEach(each -> latency.put(each.name(), millis(each.micros())));
        });
        return json;
    }

    /// Microseconds as milliseconds.
    static BigDecimal millis(long micros) {
        return BigDecimal.valueOf(micros, 3);
    }
}
