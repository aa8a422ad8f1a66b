package io.grantway.authserver;

import io.grantway.http.Body;
import io.grantway.http.CallRecord;
import io.grantway.http.HeaderList;
import io.grantway.http.Json;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Renders what an endpoint answers, and is the one place that catches its refusals.
///
/// @param table of the wire texts: RFC 6749's or Kong's
public record Answers(RefusalTable table) {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /// RFC 6749 §5.1: neither a token nor a code may stay in a cache.
    private static final HeaderList NOT_STORED =
            HeaderList.of(
                    "Content-Type",
                    "application/json",
                    "Cache-Control",
                    "no-store",
                    "Pragma",
                    "no-cache");

    /// Runs an endpoint's work with the request's parameters and renders what it refuses.
    public Response guarded(Request request, Function<OAuthParameters, Response> work) {
        OAuthParameters parameters = OAuthParameters.NONE;
        try {
            parameters = OAuthParameters.read(request);
            return work.apply(parameters);
        } catch (OAuthRefusal refusal) {
            return refused(refusal, parameters.text("state"));
        } catch (StoreUnavailable e) {
            LOG.error("request {}: {}", request.id(), e.getMessage());
            OAuthRefusal refusal = new OAuthRefusal(Refusal.STORE_UNAVAILABLE);
            return refused(
                    refusal.because("the store did not take the write"), parameters.text("state"));
        }
    }

    public Response json(int status, JsonNode json) {
        return new Response(status, NOT_STORED, Body.of(Json.write(json)));
    }

    /// A refusal told to whoever sent the request.
    public Response refused(OAuthRefusal refusal, Optional<String> state) {
        RefusalAnswer answer = wire(refusal);
        ObjectNode json = Json.object();
        json.put("error", answer.error());
        json.put("error_description", answer.description());
        state.ifPresent(value -> json.put("state", value));
        HeaderList[] headers = {NOT_STORED};
        answer.headers().forEach((name, value) -> headers[0] = headers[0].with(name, value));
        return new Response(answer.status(), headers[0], Body.of(Json.write(json)));
    }

    /// The wire form of a refusal, which is noted for the log.
    public RefusalAnswer wire(OAuthRefusal refusal) {
        String text =
                refusal.privateText().isEmpty() ? refusal.refusal().text() : refusal.privateText();
        CallRecord.current().refused(refusal.refusal().reason(), text);
        return table.answer(refusal);
    }

    public static void requirePost(Request request) {
        if (!request.method().equals("POST")) {
            throw new OAuthRefusal(
                    Refusal.METHOD_NOT_ALLOWED,
                    request.method(),
                    "the endpoint takes POST, not " + request.method());
        }
    }
}
