package io.grantway.catalog;

import java.util.UUID;

/// An API with the `oauth2` policy.
///
/// @param id the API's (Kong: service's) id, which its tokens carry unless credentials are global
public record ProtectedApi(String workspace, UUID id, String name, OAuth2Settings settings) {}
