package io.grantway.gateway;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.ProtectedApi;
import io.grantway.http.Handler;
import io.grantway.token.TokenCache;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// What policies are made of besides their settings.
///
/// @param catalog of the same snapshot as the policies
/// @param oauth2Endpoints makes the token and authorization endpoints of an API with the `oauth2`
///   policy
/// @param blocking runs what must not run on the event loop
public record PolicyParts(
        Catalog catalog,
        TokenCache tokens,
        Function<ProtectedApi, Handler> oauth2Endpoints,
        Executor blocking) {}
