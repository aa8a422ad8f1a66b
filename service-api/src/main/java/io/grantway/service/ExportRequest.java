package io.grantway.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a bulk export is to hold (HL7 FHIR Bulk Data Access 2.0). Each method gives a copy that
/// says more:
///
///     ExportRequest.group("diabetes").types("Patient", "Observation").sinceLast()
///
/// @param on empty for all that the server has, `Patient` for all patients' data, `Group/id`
/// @param types of resources; none for all
/// @param since only what was changed after this instant, as FHIR writes it
/// @param until only what was changed before this instant
/// @param typeFilters searches that narrow a type, such as `Observation?category=laboratory`
/// @param elements to which resources are cut down
/// @param afterLast whether only what was changed since the last export of the same things
public record ExportRequest(
        String on,
        List<String> types,
        Optional<String> since,
        Optional<String> until,
        List<String> typeFilters,
        List<String> elements,
        boolean afterLast) {
    public ExportRequest {
        types = List.copyOf(types);
        typeFilters = List.copyOf(typeFilters);
        elements = List.copyOf(elements);
    }

    private static ExportRequest on(String place) {
        return new ExportRequest(
                place, List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(), false);
    }

    /// All that the server has.
    public static ExportRequest everything() {
        return on("");
    }

    /// What it has of all patients.
    public static ExportRequest patients() {
        return on("Patient");
    }

    /// What it has of the patients of a group.
    public static ExportRequest group(String id) {
        return on("Group/" + id);
    }

    /// Only these types of resources.
    public ExportRequest types(String... others) {
        return new ExportRequest(
                on, List.of(others), since, until, typeFilters, elements, afterLast);
    }

    /// Only what was changed after an instant, such as the `transactionTime` of an export.
    public ExportRequest since(String instant) {
        return new ExportRequest(
                on, types, Optional.of(instant), until, typeFilters, elements, false);
    }

    public ExportRequest since(Instant instant) {
        return since(instant.toString());
    }

    /// Only what was changed since the last export of the same place, types, filters and elements
    /// that is done; everything where there is none yet.
    public ExportRequest sinceLast() {
        return new ExportRequest(on, types, Optional.empty(), until, typeFilters, elements, true);
    }

    /// Only what was changed before an instant.
    public ExportRequest until(Instant instant) {
        return new ExportRequest(
                on,
                types,
                since,
                Optional.of(instant.toString()),
                typeFilters,
                elements,
                afterLast);
    }

    public ExportRequest typeFilters(String... searches) {
        return new ExportRequest(on, types, since, until, List.of(searches), elements, afterLast);
    }

    public ExportRequest elements(String... names) {
        return new ExportRequest(on, types, since, until, typeFilters, List.of(names), afterLast);
    }
}
