package io.grantway.http.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/// The body of an answer as it comes. Its end frees the connection.
final class AnswerStream extends InputStream {
    private final InputStream content;
    private final PooledExchange exchange;
    private boolean atEnd;

    AnswerStream(InputStream content, PooledExchange exchange) {
        this.content = content;
        this.exchange = exchange;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (atEnd) {
            return -1;
        }
        if (exchange.expired()) {
            throw late();
        }
        try {
            int count = content.read(into, from, length);
            if (count < 0) {
                atEnd = true;
                exchange.over();
            }
            return count;
        } catch (IOException | RuntimeException e) {
            boolean late = exchange.expired() || e instanceof SocketTimeoutException;
            exchange.close();
            throw late
                    ? late()
                    : new IOException("the answer broke off in the middle of its body", e);
        }
    }

    private static SocketTimeoutException late() {
        return new SocketTimeoutException("the answer took too long");
    }

    @Override
    public int available() throws IOException {
        return atEnd ? 0 : content.available();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
