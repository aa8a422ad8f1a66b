package io.grantway.kong.resource;

import io.grantway.http.Handler;
import java.util.Optional;

/// One thing that the admin API does.
///
/// @param pattern of the path, such as `/services/{id}`
/// @param id its name in the API's document
/// @param summary a sentence for the API's document
/// @param example a JSON body that it takes; empty where it takes none
/// @param status what it answers when it works
public record Operation(
        String method,
        String pattern,
        Access access,
        String id,
        String summary,
        Optional<String> example,
        int status,
        Handler handler) {

    /// Who may.
    public enum Access {
        /// Whoever may read.
        VIEWER,
        /// Whoever may change things in the workspace.
        EDITOR,
        /// Whoever may do everything.
        ADMIN
    }
}
