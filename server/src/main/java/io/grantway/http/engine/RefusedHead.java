package io.grantway.http.engine;

import io.grantway.http.RequestHead;
import io.grantway.http.Target;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/// What the log is told of a request that was refused before its head made sense.
final class RefusedHead {
    static final HttpRequest NOTHING =
            new DefaultHttpRequest(HttpVersion.HTTP_1_1, new HttpMethod("UNKNOWN"), "/");

    private RefusedHead() {}

    static RequestHead of(
            HttpRequest request,
            boolean decoded,
            Loop loop,
            ListenerSite site,
            ConnectionPeer peer) {
        return new RequestHead(
                loop.ids.next(),
                decoded ? request.method().name() : "UNKNOWN",
                request.protocolVersion().text(),
                new Target(
                        site.tls() ? "https" : "http",
                        "",
                        site.settings().address().port(),
                        "/",
                        null),
                new FieldsView(request.headers()),
                peer);
    }
}
