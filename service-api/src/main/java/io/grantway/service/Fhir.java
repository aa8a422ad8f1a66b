package io.grantway.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An HL7 FHIR connection (R4, R4B or R5). Resources are [Tree]s on the way in and maps, records,
/// Trees or JSON texts on the way out. An `OperationOutcome` is thrown as a [CallException].
///
///     Bundle found = call.fhir("My EHR").search("Practitioner", Map.of("active", "true"));
///     for (Tree practitioner : found.all()) …
public interface Fhir {
    /// @throws CallException 404 or 410 where there is none
    Tree read(String type, String id);

    Optional<Tree> find(String type, String id);

    Tree vread(String type, String id, String version);

    /// @param parameters a list becomes several parameters of one name, which FHIR takes as "and"
    Bundle search(String type, Map<String, ?> parameters);

    /// The same with the parameters in the body, for those that must not stand in logs.
    Bundle searchByPost(String type, Map<String, ?> parameters);

    /// @return the resource as the server keeps it, or the one given with its id where the server
    ///   returns none
    Tree create(Object resource);

    /// Creates unless a search finds one (`If-None-Exist`); then that one is returned.
    Tree conditionalCreate(Object resource, Map<String, ?> unless);

    /// @param resource with `resourceType` and `id`
    Tree update(Object resource);

    /// Updates only while the server still has this version (`If-Match`).
    ///
    /// @throws CallException 412 where it has another
    Tree updateIfMatch(Object resource, String version);

    /// @param operations a JSON Patch (RFC 6902)
    Tree patch(String type, String id, List<?> operations);

    void delete(String type, String id);

    /// Sends a bundle of type `transaction` or `batch`.
    Bundle transaction(Object bundle);

    /// Calls an operation, such as `operation("Patient/42", "everything", Map.of())`.
    ///
    /// @param on a type, `type/id`, or empty for the whole server
    /// @param parameters a `Parameters` resource, or a map of simple values
    Tree operation(String on, String name, Object parameters);

    /// Goes on with the bulk export of a name, or begins one. Takes the one that is under way, or
    /// done and not finished ([Export#finish]); only where there is none, a new one of what the
    /// request says. So a schedule calls it each time, and gets on by as much as there is time for:
    ///
    ///     Export nightly = call.fhir("My EHR")
    ///             .export("nightly", ExportRequest.patients().types("Patient").sinceLast());
    ///     if (nightly.await(Duration.ofMinutes(5))) {
    ///         for (Export.File file : nightly.files()) {
    ///             try (Stream<Tree> rows = file.trees()) { … }
    ///         }
    ///         nightly.finish();
    ///     }
    ///
    /// It is made with the connection's own credential, in nobody else's name.
    ///
    /// @param name any; one for each connection of the workspace, whichever service asks
    /// @throws CallException where the server does not begin
    Export export(String name, ExportRequest request);

    /// A request to an address that an answer of this server named, such as the next page, for code
    /// that reads bundles by itself. It is held to the server as pages are: an address elsewhere is
    /// refused, as whoever writes a resource could otherwise have the token sent there. For all
    /// other requests ask [Call#rest] for the connection.
    ///
    /// @throws CallException where it leads elsewhere
    RestRequest at(String method, String link);
}
