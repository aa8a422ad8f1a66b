package io.grantway.boot.registry;

import io.grantway.catalog.ChangeRefused;
import io.grantway.catalog.ChangeRefused.Reason;
import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the native admin API answers to a change that cannot be.
public final class Refusals {
    private Refusals() {}

    static Response answer(Request request, Reason reason) {
        String text = String.valueOf(new ChangeRefused(reason).getMessage());
        return switch (reason) {
            case Reason.Taken _ -> Problem.of(409, "taken", text).toResponse(request.id());
            case Reason.Declared _ ->
                    Problem.of(409, "declared_in_configuration", text).toResponse(request.id());
            case Reason.NoOwner _ -> Problem.of(422, "no_owner", text).toResponse(request.id());
            case Reason.Unfit(var kind, var mistakes) ->
                    listing(request, "invalid_" + kind, mistakes);
        };
    }

    /// 422 with every mistake.
    public static Response listing(Request request, String code, List<String> mistakes) {
        ObjectNode json = Json.object();
        json.put("type", "about:blank");
        json.put("title", "Unprocessable Content");
        json.put("status", 422);
        json.put("code", code);
        json.put("detail", "nothing was changed; the mistakes are listed");
        json.put("request_id", request.id());
        ArrayNode list = json.putArray("mistakes");
        mistakes.forEach(list::add);
        HeaderList type = HeaderList.of("Content-Type", "application/problem+json");
        return new Response(422, type, Body.of(Json.write(json)));
    }
}
