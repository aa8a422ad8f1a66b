package io.grantway.http;

/// Everything of a request but its body.
///
/// @param id the request id: the client's own where it is well-formed and trusted, else made here;
///   in every log and error
/// @param method in upper case as on the wire
/// @param version `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`
public record RequestHead(
        String id, String method, String version, Target target, Headers headers, Peer peer) {}
