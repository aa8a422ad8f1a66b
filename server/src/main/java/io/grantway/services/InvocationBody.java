package io.grantway.services;

import io.grantway.http.Body;
import tools.jackson.databind.JsonNode;

/// What a service is given beside named values.
public sealed interface InvocationBody {
    InvocationBody NONE = new None();

    /// Nothing.
    record None() implements InvocationBody {}

    /// Data, parsed: JSON of a request or a message, rows of a file.
    record Tree(JsonNode tree) implements InvocationBody {}

    /// Bytes as they came.
    record Raw(String contentType, Body body) implements InvocationBody {}
}
