package io.grantway.outbound.fhir;

import io.grantway.http.Body;
import io.grantway.outbound.Connection;
import io.grantway.outbound.FhirAnswer;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.FhirIssue;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundBody;
import io.grantway.outbound.OutboundRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls of one FHIR server: JSON in and out, errors as [FhirFailure].
public final class FhirCalls {
    private final Connection connection;
    private final UnaryOperator<OutboundRequest> each;

    /// @param each what is done to each request before it is made
    public FhirCalls(Connection connection, UnaryOperator<OutboundRequest> each) {
        this.connection = connection;
        this.each = each;
    }

    public String name() {
        return connection.name();
    }

    public FhirCalls asking(UnaryOperator<OutboundRequest> another) {
        return new FhirCalls(connection, request -> another.apply(each.apply(request)));
    }

    public static OutboundBody body(JsonNode tree, String contentType) {
        return OutboundBody.of(contentType, Body.of(FhirJson.write(tree)));
    }

    /// Makes a call that wants a resource, or nothing, and reads it.
    ///
    /// @throws FhirFailure where the answer is an error or no FHIR
    public FhirAnswer ask(OutboundRequest request) {
        try (OutboundAnswer answer = open(request)) {
            String text = answer.body().text();
            if (text.isBlank()) {
                return new FhirAnswer(
                        answer.status(),
                        answer.headers(),
                        MissingNode.getInstance(),
                        answer.requestId());
            }
            ObjectNode tree =
                    FhirJson.read(text)
                            .filter(object -> object.path("resourceType").isString())
                            .orElseThrow(() -> notFhir(request, answer));
            return new FhirAnswer(answer.status(), answer.headers(), tree, answer.requestId());
        }
    }

    /// Makes a call whose answer the caller reads and closes.
    ///
    /// @throws FhirFailure where it is an error
    public OutboundAnswer open(OutboundRequest request) {
        OutboundAnswer answer = raw(request);
        if (answer.status() / 100 == 2) {
            return answer;
        }
        try (answer) {
            throw refusal(request, answer);
        }
    }

    /// Makes a call whose answer, of whatever status, the caller reads and closes.
    OutboundAnswer raw(OutboundRequest request) {
        boolean asks = request.headers().contains("Accept");
        return connection.call(each.apply(asks ? request : request.with("Accept", FhirJson.TYPE)));
    }

    /// What the answer says is wrong.
    FhirFailure refusal(OutboundRequest request, OutboundAnswer answer) {
        Optional<ObjectNode> tree = FhirJson.read(answer.body().text());
        List<FhirIssue> issues = tree.map(Issues::of).orElse(List.of());
        String said = issues.isEmpty() ? unsaid(answer) : Issues.text(issues);
        return new FhirFailure(
                name(),
                Reason.REFUSED,
                request + " was answered " + answer.status() + ": " + said,
                answer.status(),
                issues,
                answer.requestId());
    }

    private static String unsaid(OutboundAnswer answer) {
        return switch (answer.status()) {
            case 401 -> "the server takes no credential of this connection";
            case 403 ->
                    "the credential of this connection does not allow it (are its scopes right?)";
            case 404 -> "there is no such thing";
            case 410 -> "it was deleted";
            case 412 -> "it is not the version, or not the only match, that was asked for";
            default -> "no OperationOutcome says why (" + contentType(answer) + ")";
        };
    }

    private FhirFailure notFhir(OutboundRequest request, OutboundAnswer answer) {
        return new FhirFailure(
                name(),
                Reason.NOT_FHIR,
                request
                        + " was answered "
                        + answer.status()
                        + " with something that is no FHIR resource in JSON ("
                        + contentType(answer)
                        + ")",
                answer.status(),
                List.of(),
                answer.requestId());
    }

    private static String contentType(OutboundAnswer answer) {
        return answer.headers().first("Content-Type").map(Issues::plain).orElse("no Content-Type");
    }
}
