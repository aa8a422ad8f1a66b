package io.grantway.testing;

import io.grantway.http.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An upstream that does with each connection what the test says, octet by octet.
public final class RawUpstream implements AutoCloseable {
    /// What it does with one connection, on a thread of its own; the connection is closed after.
    @FunctionalInterface
    public interface Script {
        void run(RawConnection connection) throws Exception;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<RawConnection> open = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RawUpstream(ServerSocket server) {
        this.server = server;
    }

    public static RawUpstream running(Script script) {
        try {
            ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            RawUpstream upstream = new RawUpstream(server);
            Thread.ofVirtual().start(() -> upstream.accept(script));
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers every request on every connection with the same text, written raw.
    public static RawUpstream answering(String response) {
        RawUpstream[] self = new RawUpstream[1];
        self[0] =
                running(connection -> {
                    String head = connection.readHead();
                    while (!head.isEmpty()) {
                        self[0].heads.add(head);
                        connection.send(response);
                        head = connection.readHead();
                    }
                });
        return self[0];
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                RawConnection connection = new RawConnection(socket);
                open.add(connection);
                Thread.ofVirtual()
                        .start(() -> {
                            try (connection) {
                                script.run(connection);
                            } catch (Exception | AssertionError _) {
                                // The other side left: the test sees that on its own side.
                            }
                        });
            } catch (IOException _) {
                return;
            }
        }
    }

    public Origin origin() {
        return new Origin("http", "127.0.0.1", server.getLocalPort(), false, true);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Connections taken so far.
    public int connections() {
        return connections.get();
    }

    /// The heads of the requests so far, where the upstream is one that answers.
    public List<String> heads() {
        return heads;
    }

    public String lastHead() {
        return heads.getLast();
    }

    @Override
    public void close() {
        try {
            server.close();
            open.forEach(RawConnection::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
