package io.grantway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a text was read from.
///
/// @param directory where relative paths start; absent where the text may not name files
/// @param quotable mistakes may repeat the text: false for what the environment says
/// @param references whether `${env:…}` in it means anything: not in what an editor of one
///   workspace sends, who must not read the server's environment by it
record Source(String name, @Nullable Path directory, boolean quotable, boolean references) {
    Source(String name, @Nullable Path directory, boolean quotable) {
        this(name, directory, quotable, true);
    }
}
