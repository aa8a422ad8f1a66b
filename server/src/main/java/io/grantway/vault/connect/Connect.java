package io.grantway.vault.connect;

import io.grantway.http.Handler;
import io.grantway.http.Response;
import io.grantway.http.Routes;
import io.grantway.vault.AppAuthentication;

/// Everything under `/connect` and what apps ask of sessions and accounts under `/vault/v1`.
public final class Connect {
    private Connect() {}

    /// The pages, for browsers; answers every path under `/connect`.
    public static Handler pages(ConnectParts parts, Look look) {
        ConnectPages pages = new ConnectPages(parts, look);
        Routes routes =
                Routes.builder()
                        .on("GET", "/connect/s/{token}", pages::open)
                        .on("GET", "/connect/callback", pages::callback)
                        .on("GET", "/connect/{id}", pages::show)
                        .on("GET", "/connect/{id}/again", pages::again)
                        .on("POST", "/connect/{id}/start", pages::start)
                        .on(
                                "GET",
                                "/connect/{rest...}",
                                _ -> {
                                    throw Failure.of("page", 404).thrown();
                                })
                        .build();
        Routes files =
                Routes.builder()
                        .on(
                                "GET",
                                "/connect/embed.js",
                                request -> ConnectFiles.embed(request.header("If-None-Match")))
                        .on(
                                "GET",
                                "/connect/assets/{name}",
                                request -> file(look, request.variable("name")))
                        .build();
        return request ->
                request.path().equals("/connect/embed.js")
                                || request.path().startsWith("/connect/assets/")
                        ? files.handle(request)
                        : pages.guarded(request, routes::handle);
    }

    private static Response file(Look look, String name) {
        return name.equals(ConnectFiles.TELL_NAME)
                ? ConnectFiles.tell()
                : look.files().apply(name).orElseGet(() -> Response.empty(404));
    }

    /// Adds what apps call.
    public static Routes.Builder resources(
            Routes.Builder routes, ConnectParts parts, AppAuthentication authentication) {
        SessionEndpoint sessions = new SessionEndpoint(parts, authentication);
        AccountResources accounts = new AccountResources(parts, authentication);
        return routes.on("POST", "/vault/v1/sessions", sessions::make)
                .on("GET", "/vault/v1/users/{user}/accounts", accounts::list)
                .on("GET", "/vault/v1/users/{user}/accounts/{provider}", accounts::get)
                .on("DELETE", "/vault/v1/users/{user}/accounts/{provider}", accounts::remove);
    }
}
