package io.grantway.http;

/// A handler made of handlers, one for each method and path pattern; the most specific pattern
/// wins. No pattern: 404. A pattern but not the method: 405 with `Allow`.
public final class Routes implements Handler {
    private Routes() {}

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Response handle(Request request) {
        throw new UnsupportedOperationException("not yet");
    }

    /// Collects the routes.
    public static final class Builder {
        private Builder() {}

        /// @param method in upper case; a route for `GET` answers `HEAD` too
        /// @param pattern such as `/api/v1/users/{id}`; a last segment `{rest...}` takes all that
        ///   follows
        @SuppressWarnings("DoNotCallSuggester")
        public Builder on(String method, String pattern, Handler handler) {
            throw new UnsupportedOperationException("not yet " + method + pattern + handler);
        }

        public Routes build() {
            return new Routes();
        }
    }
}
