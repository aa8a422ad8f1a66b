package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A compiled route: what it matches, and what happens to a call that it matched.
///
/// @param name for logs
/// @param match the conditions
/// @param path what becomes of the path
public record Route(
        String workspace,
        String api,
        String name,
        Match match,
        PathRewrite path,
        boolean preserveHost,
        Action action) {

    /// What a call of the route is put through, and where it goes.
    ///
    /// @param names of the policies, for what is told of a call
    /// @param operations of the API
    public record Action(
            List<Policy> policies,
            Destination destination,
            List<String> names,
            OperationTable operations) {
        public Action {
            policies = List.copyOf(policies);
            names = List.copyOf(names);
        }

        public Action(List<Policy> policies, Destination destination, OperationTable operations) {
            this(policies, destination, policies.stream().map(Policy::name).toList(), operations);
        }

        public Action(List<Policy> policies, Upstream upstream, OperationTable operations) {
            this(policies, new Forwarded(upstream), operations);
        }

        /// Of an API that names no operations.
        public Action(List<Policy> policies, Upstream upstream) {
            this(policies, upstream, OperationTable.NONE);
        }
    }

    /// The conditions of one route.
    ///
    /// @param host in lower case; `*.example.com` for every name below; empty for any
    /// @param methods empty for any
    /// @param headers names and the values they must have
    public record Match(
            Optional<String> host,
            PathPattern path,
            List<String> methods,
            Map<String, String> headers) {
        public Match {
            methods = List.copyOf(methods);
            headers = Map.copyOf(headers);
        }
    }
}
