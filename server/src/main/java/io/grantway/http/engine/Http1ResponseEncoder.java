package io.grantway.http.engine;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/// Writes responses; knows of the one being written whether it answers `HEAD` and so has no body
/// whatever its fields say.
final class Http1ResponseEncoder extends HttpResponseEncoder {
    private boolean head;

    void answersHead(boolean answersHead) {
        head = answersHead;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return head || super.isContentAlwaysEmpty(response);
    }
}
