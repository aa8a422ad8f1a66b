package io.grantway.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A body that came compressed (RFC 9110 §8.4.1.3). Nothing is read before somebody reads, and all
/// is read with the last byte, so that the connection is free.
final class Gunzipped extends InputStream {
    private static final int BUFFER = 8 * 1024;

    private final InputStream zipped;
    private @Nullable InputStream plain;

    Gunzipped(InputStream zipped) {
        this.zipped = zipped;
    }

    private InputStream plain() throws IOException {
        InputStream opened = plain;
        if (opened == null) {
            PushbackInputStream ahead = new PushbackInputStream(zipped, 1);
            int first = ahead.read();
            if (first >= 0) {
                ahead.unread(first);
                opened = new GZIPInputStream(ahead, BUFFER);
            } else {
                opened = InputStream.nullInputStream();
            }
            plain = opened;
        }
        return opened;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = plain().read(into, from, length);
        if (count < 0 && zipped.read() >= 0) {
            throw new IOException("there is something behind the end of the compressed body");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        zipped.close();
    }
}
