package io.grantway.outbound;

import io.grantway.http.Body;
import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.FhirJson;
import io.grantway.outbound.fhir.Links;
import io.grantway.outbound.fhir.Names;
import io.grantway.outbound.fhir.Pages;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// A connection to an HL7 FHIR server, credentials included. Calls block; for virtual threads.
/// Every call may throw [CallFailure], where there is no answer, and [FhirFailure], where it is not
/// what was asked for.
///
/// A read, a search, an update and a deletion may be made twice where an answer is lost; a create
/// only where it is conditional; a patch, a transaction and an operation by POST never (R4 §3.1).
public final class FhirConnection {
    private static final String FORM = "application/x-www-form-urlencoded";

    /// Servers and proxies take shorter addresses than this one and another.
    private static final int LONGEST_SEARCH = 1800;

    private final FhirCalls calls;
    private final Pages pages;
    private final Names names;
    private final FhirVersion version;

    FhirConnection(FhirCalls calls, Pages pages, FhirVersion version) {
        this.calls = calls;
        this.pages = pages;
        this.names = new Names(calls.name());
        this.version = version;
    }

    /// @param connection that makes its calls
    static FhirConnection of(FhirConfig config, Connection connection) {
        FhirCalls calls = new FhirCalls(connection, UnaryOperator.identity());
        Links links = links(config, connection);
        Pages pages =
                new Pages(calls, links, config.paging().maxPages(), config.paging().maxRows());
        return new FhirConnection(calls, pages, config.version());
    }

    /// @param connection that makes its calls
    /// @param files that makes the calls for files, which may take longer
    /// @param directory of the workspace's exports; its name counts where the configuration names
    ///   another directory
    static FhirExports exports(
            FhirConfig config,
            Connection connection,
            Connection files,
            Path directory,
            InstantSource clock,
            RandomGenerator random) {
        Path configured = config.export().directory();
        return new FhirExports(
                new FhirCalls(connection, UnaryOperator.identity()),
                new FhirCalls(files, UnaryOperator.identity()),
                links(config, connection),
                config.export(),
                // One workspace must not find what another exports under the same name.
                configured == null
                        ? directory
                        : configured.resolve(String.valueOf(directory.getFileName())),
                clock,
                random);
    }

    private static Links links(FhirConfig config, Connection connection) {
        return new Links(
                connection.name(), URI.create(config.url()), config.paging().rewriteNext());
    }

    public String name() {
        return calls.name();
    }

    public FhirVersion version() {
        return version;
    }

    /// The same connection, to each of whose requests something is done first: a time limit, on
    /// whose behalf it is made, a field more.
    public FhirConnection asking(UnaryOperator<OutboundRequest> each) {
        FhirCalls others = calls.asking(each);
        return new FhirConnection(others, pages.by(others), version);
    }

    public JsonNode read(String type, String id) {
        return get(instance(type, id));
    }

    /// A resource as it was in one of its versions.
    public JsonNode vread(String type, String id, String versionId) {
        return get(instance(type, id) + "/_history/" + names.id(versionId));
    }

    /// The server's `CapabilityStatement`.
    public JsonNode capabilities() {
        return get("metadata");
    }

    /// A request to an address that an answer named.
    ///
    /// @throws FhirFailure where it leads elsewhere
    public OutboundRequest at(String method, String link) {
        return OutboundRequest.of(method, new OutboundLink(pages.home(link), true));
    }

    private JsonNode get(String path) {
        return calls.ask(OutboundRequest.of("GET", path)).resource();
    }

    private String instance(String type, String id) {
        return names.type(type) + "/" + names.id(id);
    }

    /// Looks for resources: by GET, or by POST where the address would be too long.
    ///
    /// @param parameters by name, modifiers in it (`name:exact`); several values of one are all
    ///   required, alternatives stand in one value with commas
    public FhirBundle search(String type, Map<String, List<String>> parameters) {
        return Names.query(parameters).length() > LONGEST_SEARCH
                ? searchByPost(type, parameters)
                : bundle(OutboundRequest.of("GET", names.type(type)).withValues(parameters));
    }

    /// Looks for resources by POST, so that the parameters stand in no log of addresses.
    public FhirBundle searchByPost(String type, Map<String, List<String>> parameters) {
        return bundle(
                OutboundRequest.of("POST", names.type(type) + "/_search")
                        .sending(OutboundBody.of(FORM, Body.of(Names.query(parameters))))
                        .mayBeRepeated());
    }

    private FhirBundle bundle(OutboundRequest request) {
        return bundle(calls.ask(request).resource());
    }

    /// A bundle that came otherwise, such as from an operation, with its next pages.
    public FhirBundle bundle(JsonNode tree) {
        return new FhirBundle(pages, pages.first(tree));
    }

    /// What happened to the server's resources (empty), to those of a type, or to one (`Type/id`).
    ///
    /// @param parameters such as `_since`, `_count`
    public FhirBundle history(String on, Map<String, List<String>> parameters) {
        return bundle(
                OutboundRequest.of("GET", names.place(on) + "_history").withValues(parameters));
    }

    public FhirAnswer create(JsonNode resource) {
        return calls.ask(creation(resource));
    }

    /// Creates a resource where none matches a search yet: the answer is 201 with the new one, or
    /// 200 for the one that is there; several that match are a failure (412).
    public FhirAnswer createIfNone(JsonNode resource, Map<String, List<String>> search) {
        return calls.ask(
                creation(resource).with("If-None-Exist", condition(search)).mayBeRepeated());
    }

    private OutboundRequest creation(JsonNode resource) {
        return sending("POST", type(resource), resource);
    }

    private static OutboundRequest sending(String method, String path, JsonNode resource) {
        return OutboundRequest.of(method, path)
                .with("Prefer", "return=representation")
                .sending(FhirCalls.body(resource, FhirJson.TYPE));
    }

    /// Writes a resource under its own id, whatever is there.
    public FhirAnswer update(JsonNode resource) {
        return calls.ask(updating(resource));
    }

    /// Writes a resource where the server's is still of a version; else a failure (412, or 409).
    public FhirAnswer update(JsonNode resource, String ifVersion) {
        return calls.ask(updating(resource).with("If-Match", names.etag(ifVersion)));
    }

    private OutboundRequest updating(JsonNode resource) {
        String id = FhirJson.text(resource, "id").orElseThrow(() -> refused("has no id"));
        return sending("PUT", type(resource) + "/" + names.id(id), resource);
    }

    /// Writes a resource in place of the one that matches a search, or as a new one.
    public FhirAnswer updateWhere(JsonNode resource, Map<String, List<String>> search) {
        condition(search);
        return calls.ask(sending("PUT", type(resource), resource).withValues(search));
    }

    /// Changes a resource.
    ///
    /// @param patch an array of JSON Patch (RFC 6902), or FHIR's own `Parameters`
    public FhirAnswer patch(String type, String id, JsonNode patch) {
        return calls.ask(patching(type, id, patch));
    }

    /// Changes a resource where it is still of a version.
    public FhirAnswer patch(String type, String id, JsonNode patch, String ifVersion) {
        return calls.ask(patching(type, id, patch).with("If-Match", names.etag(ifVersion)));
    }

    private OutboundRequest patching(String type, String id, JsonNode patch) {
        boolean parameters =
                FhirJson.text(patch, "resourceType").filter("Parameters"::equals).isPresent();
        if (!patch.isArray() && !parameters) {
            throw refused("is no patch: neither an array (JSON Patch) nor Parameters (FHIR)");
        }
        String contentType = patch.isArray() ? "application/json-patch+json" : FhirJson.TYPE;
        return OutboundRequest.of("PATCH", instance(type, id))
                .with("Prefer", "return=representation")
                .sending(FhirCalls.body(patch, contentType));
    }

    /// Deletes a resource; one that is not there is no failure with most servers.
    public FhirAnswer delete(String type, String id) {
        return calls.ask(OutboundRequest.of("DELETE", instance(type, id)));
    }

    /// Deletes what matches a search: one, or several where the server allows that.
    public FhirAnswer deleteWhere(String type, Map<String, List<String>> search) {
        condition(search);
        return calls.ask(OutboundRequest.of("DELETE", names.type(type)).withValues(search));
    }

    /// Carries out a bundle of type `transaction` (all or nothing) or `batch` (each by itself,
    /// whose errors stand in the answer).
    public JsonNode transaction(JsonNode bundle) {
        if (!type(bundle).equals("Bundle")
                || !Set.of("transaction", "batch").contains(bundle.path("type").asString(""))) {
            throw refused("is no Bundle of type transaction or batch");
        }
        return calls.ask(
                        OutboundRequest.of("POST", "")
                                .sending(FhirCalls.body(bundle, FhirJson.TYPE)))
                .resource();
    }

    /// Carries out an operation with `Parameters`, or the one resource that it takes.
    ///
    /// @param on empty for the server, a type, or `Type/id`
    /// @param name `$validate`, with or without the `$`
    public JsonNode operation(String on, String name, JsonNode parameters) {
        type(parameters);
        return calls.ask(
                        OutboundRequest.of("POST", names.place(on) + names.operation(name))
                                .sending(FhirCalls.body(parameters, FhirJson.TYPE)))
                .resource();
    }

    /// Asks for an operation that changes nothing, with simple parameters, by GET.
    public JsonNode operation(String on, String name, Map<String, List<String>> parameters) {
        return calls.ask(
                        OutboundRequest.of("GET", names.place(on) + names.operation(name))
                                .withValues(parameters))
                .resource();
    }

    private String type(JsonNode resource) {
        return names.type(
                FhirJson.text(resource, "resourceType")
                        .orElseThrow(() -> refused("has no resourceType")));
    }

    /// A search that means something: without one, a conditional call would be about everything.
    private String condition(Map<String, List<String>> search) {
        String query = Names.query(search);
        if (query.isEmpty()) {
            throw refused("needs a search that says which one is meant");
        }
        return query;
    }

    private FhirFailure refused(String what) {
        return new FhirFailure(name(), FhirFailure.Reason.REQUEST, "what was given " + what);
    }
}
