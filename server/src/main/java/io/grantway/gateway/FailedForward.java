package io.grantway.gateway;

import io.grantway.http.ForwardFailure;
import io.grantway.http.Problem;

/// What a client is told where the upstream gave no answer.
final class FailedForward {
    private FailedForward() {}

    static Problem problem(ForwardFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                    Problem.of(
                            502,
                            "upstream_unreachable",
                            "the server behind this API cannot be reached");
            case FORBIDDEN ->
                    Problem.of(
                            502,
                            "upstream_forbidden",
                            "this server may not call the address behind this API: its operator"
                                    + " opens addresses by server.outgoing.allow");
            case TLS ->
                    Problem.of(
                            502,
                            "upstream_tls",
                            "no secure connection to the server behind this API");
            case CUT_OFF ->
                    Problem.of(
                            502,
                            "upstream_cut_off",
                            "the server behind this API closed the connection without an answer");
            case MALFORMED ->
                    Problem.of(
                            502,
                            "upstream_malformed",
                            "the server behind this API did not answer in HTTP");
            case POOL_FULL ->
                    Problem.of(
                                    503,
                                    "upstream_busy",
                                    "too many calls are waiting for the server behind this API")
                            .with("Retry-After", "1");
            case CONNECT_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_connect_timeout",
                            "the server behind this API took too long to accept a connection");
            case FIRST_BYTE_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_timeout",
                            "the server behind this API took too long to answer");
            case TOTAL_TIMEOUT ->
                    Problem.of(
                            504,
                            "upstream_total_timeout",
                            "the call took longer than this API allows");
            case CLIENT_GONE -> throw new IllegalStateException("nobody is there to be answered");
        };
    }
}
