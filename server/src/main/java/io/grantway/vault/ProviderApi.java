package io.grantway.vault;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API of a provider, as accounts' calls reach it.
///
/// @param base absolute, with places for variables
/// @param hosts others that calls may name instead of the base's (`https://uploads.example`), with
///   places for variables
/// @param headers that each call needs
/// @param credential the header field of the credential as `Name: value`, with a place `{token}`;
///   empty where calls are signed
/// @param credentialQuery the query parameter of the credential, in place of a field
/// @param refused answers beyond a 401 that say the token is none any more
/// @param busy answers beyond a 429 that say there are too many calls
public record ProviderApi(
        Template base,
        List<Template> hosts,
        Map<String, Template> headers,
        Optional<String> credential,
        Optional<String> credentialQuery,
        List<Refused> refused,
        List<Refused> busy) {
    public ProviderApi(
            Template base,
            List<Template> hosts,
            Map<String, Template> headers,
            Optional<String> credential,
            Optional<String> credentialQuery,
            List<Refused> refused) {
        this(base, hosts, headers, credential, credentialQuery, refused, List.of());
    }

    /// A sign that an answer means something else than its status.
    ///
    /// @param status of the answer
    /// @param path (`a.b`) in its JSON body; empty where the status says it
    /// @param values one of which stands there; empty for any
    public record Refused(int status, Optional<String> path, List<String> values) {}
}
