package io.grantway.gateway;

import io.grantway.http.Blocking;
import io.grantway.http.Exchange;
import io.grantway.http.HeaderEdits;
import io.grantway.http.HeaderList;
import io.grantway.http.Response;
import java.util.List;

/// Answers calls whose route ends here and not at an upstream; the policies see the answer as they
/// see an upstream's.
public final class LocalAnswer {
    private LocalAnswer() {}

    /// May be called on any thread, once for a call.
    public static void give(Route route, Exchange exchange, Call call, Response response) {
        HeaderEdits edits = new HeaderEdits();
        List<Policy> policies = route.action().policies();
        for (int i = policies.size() - 1; i >= 0; i--) {
            policies.get(i).onResponse(call, response.status(), response.headers(), edits);
        }
        exchange.answer(call.withAnswerFields(edited(response, edits)));
    }

    /// Answers with what a failure comes to: a problem as itself.
    public static void fail(Route route, Exchange exchange, Call call, Throwable failure) {
        give(route, exchange, call, Blocking.failed(exchange, failure));
    }

    private static Response edited(Response response, HeaderEdits edits) {
        if (edits.edits().isEmpty()) {
            return response;
        }
        HeaderList fields = response.headers();
        for (HeaderEdits.Edit edit : edits.edits()) {
            fields = fields.without(edit.name());
            String value = edit.value();
            if (value != null) {
                fields = fields.with(edit.name(), value);
            }
        }
        return new Response(response.status(), fields, response.body());
    }
}
