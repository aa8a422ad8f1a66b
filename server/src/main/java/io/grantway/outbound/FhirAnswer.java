package io.grantway.outbound;

import io.grantway.http.HeaderList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A FHIR server's answer to a call that it carried out.
///
/// @param resource what it sent; missing ([JsonNode#isMissingNode]) where it sent nothing
public record FhirAnswer(int status, HeaderList headers, JsonNode resource, String requestId) {
    /// The resource's id, which its server gave it.
    public Optional<String> id() {
        return text("/id").or(() -> ofLocation(1));
    }

    /// The resource's version, for [FhirConnection#update] of just this one.
    public Optional<String> version() {
        return text("/meta/versionId")
                .or(() -> headers.first("ETag").map(FhirAnswer::unquoted))
                .or(() -> ofLocation(3));
    }

    private Optional<String> text(String pointer) {
        JsonNode node = resource.at(pointer);
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /// Of `…/Patient/1/_history/2` the part so many after the type.
    private Optional<String> ofLocation(int place) {
        return headers.first("Location")
                .flatMap(location -> {
                    List<String> parts = List.of(location.split("/", -1));
                    int history = parts.indexOf("_history");
                    int type = (history < 0 ? parts.size() : history) - 2;
                    int at = type + place;
                    return type >= 0 && at < parts.size()
                            ? Optional.of(parts.get(at))
                            : Optional.empty();
                });
    }

    private static String unquoted(String etag) {
        return etag.replaceFirst("^W/", "").replace("\"", "");
    }

    /// Without the resource, which is about somebody.
    @Override
    public String toString() {
        return "status " + status;
    }
}
