package io.grantway.outbound;

import java.util.List;
import java.util.Optional;

/// What a bulk export is asked to hold (Bulk Data Access, "kick-off request").
///
/// @param on empty for all that the server has, `Patient` for all patients' data, `Group/id`
/// @param types of resources; none for all
/// @param since only what was changed after this instant; the `transactionTime` of the export
///   before
/// @param until only what was changed before this instant
/// @param typeFilters searches that narrow a type, such as `Observation?category=laboratory`
/// @param elements to which resources are cut down
public record FhirExportRequest(
        String on,
        List<String> types,
        Optional<String> since,
        Optional<String> until,
        List<String> typeFilters,
        List<String> elements) {
    public FhirExportRequest {
        types = List.copyOf(types);
        typeFilters = List.copyOf(typeFilters);
        elements = List.copyOf(elements);
    }

    public static FhirExportRequest of(String on) {
        return new FhirExportRequest(
                on, List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public FhirExportRequest ofTypes(List<String> others) {
        return new FhirExportRequest(on, others, since, until, typeFilters, elements);
    }

    public FhirExportRequest since(String instant) {
        return new FhirExportRequest(on, types, Optional.of(instant), until, typeFilters, elements);
    }

    /// Whether two are about the same things, of whatever time.
    boolean isOfTheSame(FhirExportRequest other) {
        return on.equals(other.on)
                && types.equals(other.types)
                && typeFilters.equals(other.typeFilters)
                && elements.equals(other.elements);
    }
}
