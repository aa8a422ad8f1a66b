package io.grantway.http.outgoing;

import io.grantway.http.PooledRequest.Content;
import io.grantway.http.PooledRequest.Streamed;
import io.grantway.http.PooledRequest.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// A body that is read while it is sent.
final class SentBody extends AbstractHttpEntity {
    private static final int CHUNK = 16 * 1024;

    private final Streamed content;

    private SentBody(Streamed content) {
        super(content.type(), null, content.length().isEmpty());
        this.content = content;
    }

    static HttpEntity of(Content content) {
        return switch (content) {
            case Whole(var type, var body) -> new WholeBody(body.bytes(), type);
            case Streamed streamed -> new SentBody(streamed);
        };
    }

    /// That the body could not be had, which is nobody's fault but the caller's.
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public long getContentLength() {
        return content.length().orElse(-1);
    }

    @Override
    public InputStream getContent() {
        return content.stream();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long sent = 0;
        for (int count = read(chunk); count >= 0; count = read(chunk)) {
            sent += count;
            if (content.length().isPresent() && sent > content.length().getAsLong()) {
                // What is over would be taken for the next request.
                throw new Unreadable("the body is longer than its length says");
            }
            out.write(chunk, 0, count);
        }
        if (content.length().isPresent() && sent < content.length().getAsLong()) {
            throw new Unreadable("the body is shorter than its length says");
        }
    }

    private int read(byte[] chunk) throws IOException {
        try {
            return content.stream().read(chunk);
        } catch (IOException | RuntimeException e) {
            throw new Unreadable("the body could not be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() throws IOException {
        content.stream().close();
    }

    /// Bytes whose type is sent as it was given.
    private static final class WholeBody extends AbstractHttpEntity {
        private final ByteArrayEntity bytes;

        WholeBody(byte[] bytes, String type) {
            super(type, null);
            this.bytes = new ByteArrayEntity(bytes, null);
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public long getContentLength() {
            return bytes.getContentLength();
        }

        @Override
        public InputStream getContent() throws IOException {
            return bytes.getContent();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
