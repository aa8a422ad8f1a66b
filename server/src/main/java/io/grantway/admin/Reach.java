package io.grantway.admin;

import io.grantway.http.Request;
import java.util.Locale;
import java.util.Optional;

/// Which workspace an operation concerns, so where an administrator needs the role for it.
public enum Reach {
    /// The path's `{workspace}`; `default` where the path has none.
    PATH,
    /// The query's `workspace`; `default` where it has none.
    QUERY,
    /// The query's `workspace`; the whole server where it has none.
    QUERY_OR_SERVER,
    /// The whole server: the role is needed for every workspace.
    SERVER,
    /// The role for any one workspace lets a request in; the handler shows and takes only what
    /// [Administrator#current] has the role for.
    ANY;

    public static final String DEFAULT_WORKSPACE = "default";

    private static final String NAME = "workspace";

    /// The one workspace that a request concerns; empty where it is the whole server or the
    /// handler's matter. Handlers use this too: were it read twice in two ways, one workspace could
    /// be checked and another changed.
    public Optional<String> workspace(Request request) {
        return switch (this) {
            case PATH -> Optional.of(request.variables().getOrDefault(NAME, DEFAULT_WORKSPACE));
            case QUERY -> Optional.of(request.query().first(NAME).orElse(DEFAULT_WORKSPACE));
            case QUERY_OR_SERVER -> request.query().first(NAME);
            case SERVER, ANY -> Optional.empty();
        };
    }

    boolean inQuery() {
        return this == QUERY || this == QUERY_OR_SERVER;
    }

    /// For texts: `path`, `query` …
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
