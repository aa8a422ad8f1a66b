package io.grantway.http.engine;

import io.grantway.http.HttpLimits;
import io.grantway.http.Peer;
import io.grantway.http.Problem;
import io.grantway.http.RequestHead;
import io.grantway.http.Target;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes our own head of a decoded HTTP/1 request, or says why it is refused.
final class Http1Heads {
    private Http1Heads() {}

    static RequestHead read(
            HttpRequest request, Loop loop, ListenerSite site, ConnectionPeer peer) {
        if (!request.decoderResult().isSuccess()) {
            throw malformed(request.decoderResult().cause(), site.settings().limits());
        }
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (!old && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw Problem.of(
                    505, "http_version_not_supported", "HTTP/1.0, HTTP/1.1 and HTTP/2 are spoken");
        }
        HttpHeaders fields = request.headers();
        if (request.method().equals(HttpMethod.CONNECT)) {
            throw Problem.of(501, "connect_not_supported", "CONNECT is not taken here");
        }
        onlyChunked(fields);
        Target target = RequestTarget.read(request.uri(), host(fields, old), site.tls());
        Peer who = ForwardingFields.peer(peer, fields, site.settings().proxies());
        return new RequestHead(
                id(fields, peer, loop),
                request.method().name(),
                old ? "HTTP/1.0" : "HTTP/1.1",
                target,
                new FieldsView(fields),
                who);
    }

    /// The id of a trusted proxy's choosing, else one made here.
    static String id(HttpHeaders fields, ConnectionPeer peer, Loop loop) {
        if (peer.trusted()) {
            String theirs = fields.get(Fields.REQUEST_ID);
            if (theirs != null && RequestIds.isWellFormed(theirs)) {
                return theirs;
            }
        }
        return loop.ids.next();
    }

    /// RFC 9112 §6.1: a coding that we do not undo might hide where the body ends.
    private static void onlyChunked(HttpHeaders fields) {
        if (fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw RequestTarget.refused(
                        "Transfer-Encoding is taken once, with the one value chunked");
            }
        }
    }

    /// RFC 9112 §3.2: exactly one in HTTP/1.1.
    private static @Nullable String host(HttpHeaders fields, boolean old) {
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        if (hosts.size() == 1) {
            return hosts.getFirst();
        }
        if (hosts.isEmpty() && old) {
            return null;
        }
        throw RequestTarget.refused(
                hosts.isEmpty() ? "the request has no Host" : "the request has more than one Host");
    }

    private static Problem malformed(Throwable cause, HttpLimits limits) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(
                    414,
                    "uri_too_long",
                    "the request line is longer than the "
                            + limits.maxRequestLine()
                            + " bytes allowed");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(
                    431,
                    "header_too_large",
                    "the header fields are larger than the "
                            + limits.maxHeaderBytes()
                            + " bytes allowed together");
        }
        return RequestTarget.refused("the request is not well-formed HTTP/1.1")
                .because(String.valueOf(cause.getMessage()));
    }

    static Problem malformedBody(Throwable cause) {
        return RequestTarget.refused("the chunks of the body are not well-formed")
                .because(String.valueOf(cause.getMessage()));
    }
}
