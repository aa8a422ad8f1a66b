package io.grantway.outbound;

import io.grantway.config.Key;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection to an API of somebody else. Of one kind.
public record ConnectionConfig(
        @Key(value = "Unique in the workspace; what services call it.", example = "REST Server")
                String name,
        @Key("To a REST API, or whatever else is spoken over HTTP.") @Nullable RestConfig rest,
        @Key("To an HL7 FHIR server.") @Nullable FhirConfig fhir) {
    public ConnectionConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
        new OneOf("the connection \"" + name + "\"").kind("rest", rest).kind("fhir", fhir).check();
    }

    /// The calls that it makes, of whatever kind it is.
    public RestConfig calls() {
        return fhir != null ? fhir.calls() : Objects.requireNonNull(rest);
    }
}
