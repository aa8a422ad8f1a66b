package io.grantway.outbound;

import io.grantway.http.Body;
import java.io.InputStream;
import java.util.OptionalLong;

/// What a call sends.
public sealed interface OutboundBody {
    OutboundBody NONE = new None();

    static OutboundBody of(String contentType, Body body) {
        return new Whole(contentType, body);
    }

    /// Whether it can be sent a second time.
    boolean replayable();

    /// Nothing.
    record None() implements OutboundBody {
        @Override
        public boolean replayable() {
            return true;
        }
    }

    /// Bytes that are all there.
    record Whole(String contentType, Body body) implements OutboundBody {
        @Override
        public boolean replayable() {
            return true;
        }
    }

    /// Bytes that are read while they are sent, once.
    ///
    /// @param length in bytes, where it is known; else it is sent in chunks
    record Streamed(String contentType, InputStream stream, OptionalLong length)
            implements OutboundBody {
        @Override
        public boolean replayable() {
            return false;
        }
    }
}
