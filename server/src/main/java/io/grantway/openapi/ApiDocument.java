package io.grantway.openapi;

import io.grantway.config.Place;
import io.grantway.gateway.OperationConfig;
import java.util.List;
import java.util.Optional;

/// What an OpenAPI document says of an API, as far as it matters to a gateway.
///
/// @param title in words; may be empty
/// @param origin of the first server: scheme, host and port
/// @param basePath what stands before every path; empty for nothing
public record ApiDocument(
        String title, Optional<String> origin, String basePath, List<Stated> operations) {
    public ApiDocument {
        operations = List.copyOf(operations);
    }

    /// An operation of one method and one path, and where the document has it.
    public record Stated(Place place, OperationConfig operation) {
        public String method() {
            return operation.methods().getFirst();
        }

        public String path() {
            return operation.paths().getFirst();
        }
    }
}
