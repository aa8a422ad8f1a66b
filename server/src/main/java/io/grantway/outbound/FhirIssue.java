package io.grantway.outbound;

import java.util.List;
import java.util.Optional;

/// One thing that a FHIR server found wrong (`OperationOutcome.issue`).
///
/// @param severity `fatal`, `error`, `warning`, `information`
/// @param code such as `not-found`, `invalid`, `forbidden`, `transient`
/// @param text its diagnostics, else its details
/// @param expression where in the resource
public record FhirIssue(
        String severity, String code, Optional<String> text, List<String> expression) {
    public FhirIssue {
        expression = List.copyOf(expression);
    }

    @Override
    public String toString() {
        String where = expression.isEmpty() ? "" : " (at " + String.join(", ", expression) + ")";
        return code + text.map(words -> ": " + words).orElse("") + where;
    }
}
