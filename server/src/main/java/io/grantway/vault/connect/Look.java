package io.grantway.vault.connect;

import io.grantway.http.Response;
import java.util.Optional;
import java.util.function.Function;

/// How the operator's pages look.
///
/// @param site what the operator calls itself
/// @param stylesheet name of a file
/// @param icon name of a file
/// @param logo name of a file, where there is one
/// @param files by their names
public record Look(
        String site,
        String stylesheet,
        String icon,
        Optional<String> logo,
        Function<String, Optional<Response>> files) {}
