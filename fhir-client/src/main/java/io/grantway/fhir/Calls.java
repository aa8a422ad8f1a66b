package io.grantway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.util.OperationOutcomeUtil;
import ca.uhn.fhir.util.StopWatch;
import io.grantway.service.Answer;
import io.grantway.service.Call;
import io.grantway.service.CallException;
import io.grantway.service.RestRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;

/// Makes HAPI's requests through one connection, in one call of a service.
///
/// @param connection its name
record Calls(Call call, String connection) {
    private static final String JSON = "application/fhir+json";

    /// @throws CallException where there is no answer at all; one that is an error is HAPI's matter
    Response make(Request request) {
        StopWatch watch = new StopWatch();
        RestRequest sent = to(request);
        request.getAllHeaders()
                .forEach((name, values) -> sent.header(name, String.join(", ", values)));
        Request.Content content = request.content();
        if (content != null) {
            sent.bytes(content.type(), content.bytes());
        }
        try {
            Answer answer = sent.send();
            return new Response(
                    watch,
                    answer.status(),
                    "of connection \"" + connection + "\"",
                    answer.headers(),
                    answer.bytes());
        } catch (CallException e) {
            if (e.status() == 0) {
                throw e;
            }
            return error(watch, request.context(), e);
        }
    }

    /// Below the connection's address, or what an answer named.
    private RestRequest to(Request request) {
        String url = request.getUri();
        String rest = url.substring(Math.min(Request.BASE.length(), url.length()));
        if (!url.startsWith(Request.BASE)
                || !(rest.isEmpty() || rest.startsWith("/") || rest.startsWith("?"))) {
            return call.fhir(connection).at(request.getHttpVerbName(), url);
        }
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        return call.rest(connection)
                .request(request.getHttpVerbName(), path.equals("/") ? "" : path)
                .values(question < 0 ? Map.of() : values(rest.substring(question + 1)));
    }

    private static Map<String, List<String>> values(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Response error(StopWatch watch, FhirContext context, CallException error) {
        return new Response(
                watch,
                error.status(),
                "of connection \"" + connection + "\", request " + error.requestId(),
                Map.of("content-type", List.of(JSON)),
                outcome(context, error).getBytes(StandardCharsets.UTF_8));
    }

    /// What the server said, as an outcome in any case: an error of something between says none,
    /// and of a long one only the beginning is there.
    private static String outcome(FhirContext context, CallException error) {
        try {
            if (context.newJsonParser().parseResource(error.body())
                    instanceof IBaseOperationOutcome) {
                return error.body();
            }
        } catch (DataFormatException _) {
            // None, or cut off.
        }
        IBaseOperationOutcome outcome = OperationOutcomeUtil.newInstance(context);
        OperationOutcomeUtil.addIssue(context, outcome, "error", error.problem(), "", "processing");
        return context.newJsonParser().encodeResourceToString(outcome);
    }
}
