package io.grantway.gateway;

import io.grantway.catalog.Catalog;
import io.grantway.catalog.ProtectedApi;
import io.grantway.http.Handler;
import io.grantway.token.TokenCache;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// What policies are made of besides their settings.
///
/// @param catalog the one in force; asked anew for each call, so that a change of consumers needs
///   no new policies
/// @param oauth2Endpoints makes the token and authorization endpoints of an API with the `oauth2`
///   policy
/// @param passwords decides about passwords
/// @param tokenMeans what access tokens of any server are judged with
/// @param blocking runs what must not run on the event loop
/// @param shared what policies have in common and what outlives them
public record PolicyParts(
        Supplier<Catalog> catalog,
        TokenCache tokens,
        Function<ProtectedApi, Handler> oauth2Endpoints,
        PasswordCheck passwords,
        TokenMeans tokenMeans,
        Executor blocking,
        PolicyState shared) {}
