package io.grantway.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.TimeLimits;
import io.grantway.testing.RawConnection;
import io.grantway.testing.RawUpstream;
import io.grantway.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies of 200 MB pass through a slow side without piling up in between: the fast side is
/// stopped.
@SuppressWarnings("StringConcatToTextBlock") // the line ends are what it is about
class BackPressureTest {
    private static final long SIZE = 200L * 1024 * 1024;

    /// What may lie between the two sides: buffers of the kernel and of the engine.
    private static final long BETWEEN = 24L * 1024 * 1024;

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void stop() {
        engine.close();
    }

    private int forwarding(RawUpstream upstream) {
        TimeLimits patient =
                new TimeLimits(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ZERO);
        return engine.listen(TestEngine.forwardingTo(upstream.origin(), patient)).port();
    }

    private static void write(OutputStream out, AtomicLong written) throws IOException {
        byte[] block = new byte[64 * 1024];
        while (written.get() < SIZE) {
            out.write(block);
            written.addAndGet(block.length);
        }
    }

    /// Waits until the writer has been stopped: its count no longer moves.
    private static long whenStopped(AtomicLong written) throws InterruptedException {
        long before = -1;
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            long now = written.get();
            if (now == before && now > 0) {
                return now;
            }
            before = now;
            assertThat(never.await(300, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
        }
        return before;
    }

    private static long readAll(InputStream in, long expected) throws IOException {
        byte[] block = new byte[256 * 1024];
        long read = 0;
        while (read < expected) {
            int some = in.read(block);
            if (some < 0) {
                break;
            }
            read += some;
        }
        return read;
    }

    @Test
    void stopsAnUpstreamWhoseClientDoesNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            connection.send(
                                    "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                            write(connection.socket().getOutputStream(), written);
                        });
                RawConnection client = RawConnection.to(forwarding(upstream))) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();

            assertThat(whenStopped(written)).isLessThan(BETWEEN);
            client.readBytes(1);
            long read = 1 + 8191 + drain(client);
            assertThat(read).isGreaterThanOrEqualTo(SIZE);
        }
    }

    /// Reads past the fixture's own small buffer.
    private static long drain(RawConnection client) throws IOException {
        return readAll(client.socket().getInputStream(), SIZE - 8192);
    }

    @Test
    void stopsAClientWhoseUpstreamDoesNotRead() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong received = new AtomicLong();
        try (RawUpstream upstream =
                        RawUpstream.running(connection -> {
                            connection.readHead();
                            goOn.await();
                            long buffered = 8192;
                            received.set(
                                    buffered
                                            + readAll(
                                                    connection.socket().getInputStream(),
                                                    SIZE - buffered));
                            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
                        });
                RawConnection client = RawConnection.to(forwarding(upstream))) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n");
            Thread writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    write(client.socket().getOutputStream(), written);
                                } catch (IOException _) {
                                    // Seen by the assertions.
                                }
                            });

            assertThat(whenStopped(written)).isLessThan(BETWEEN);
            goOn.countDown();
            writer.join();
            assertThat(client.readResponse()).endsWith("done");
            assertThat(received.get()).isGreaterThanOrEqualTo(SIZE - 8192);
        }
    }
}
