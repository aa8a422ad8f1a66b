package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirExportRequest;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The request that begins an export.
final class ExportStart {
    private final FhirCalls calls;
    private final Links links;

    ExportStart(FhirCalls calls, Links links) {
        this.calls = calls;
        this.links = links;
    }

    /// @return the address to ask how far it is
    /// @throws FhirFailure where the server does not begin, or says no such address
    URI begin(FhirExportRequest request) {
        String path = new Names(calls.name()).place(request.on()) + "$export";
        OutboundRequest kickOff =
                OutboundRequest.of("GET", path)
                        .withValues(parameters(request))
                        .with("Accept", FhirJson.TYPE)
                        .with("Prefer", "respond-async");
        try (OutboundAnswer answer = calls.open(kickOff)) {
            return answer.headers()
                    .first("Content-Location")
                    .filter(_ -> answer.status() == 202)
                    .map(link -> links.home(link, "the export's status"))
                    .orElseThrow(() -> notBegun(answer));
        }
    }

    private FhirFailure notBegun(OutboundAnswer answer) {
        return new FhirFailure(
                calls.name(),
                Reason.EXPORT,
                "the server did not begin the export: it answered "
                        + answer.status()
                        + ", where 202 with Content-Location was expected",
                answer.status(),
                List.of(),
                answer.requestId());
    }

    private static Map<String, List<String>> parameters(FhirExportRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (!request.types().isEmpty()) {
            parameters.put("_type", List.of(String.join(",", request.types())));
        }
        request.since().ifPresent(instant -> parameters.put("_since", List.of(instant)));
        request.until().ifPresent(instant -> parameters.put("_until", List.of(instant)));
        if (!request.typeFilters().isEmpty()) {
            parameters.put("_typeFilter", request.typeFilters());
        }
        if (!request.elements().isEmpty()) {
            parameters.put("_elements", List.of(String.join(",", request.elements())));
        }
        return parameters;
    }
}
