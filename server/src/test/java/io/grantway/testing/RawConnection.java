package io.grantway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A socket on which every octet is one's own: for what no decent client or server would send.
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    public RawConnection(Socket socket) {
        this.socket = socket;
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawConnection to(int port) {
        try {
            return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Socket socket() {
        return socket;
    }

    /// Sends characters as Latin-1 octets.
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Up to and with the empty line; what came where the other side closed before.
    public String readHead() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                head.write(octet);
                last4 = (last4 << 8) | octet;
                if (last4 == 0x0D0A0D0A) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no complete head, only: " + latin1(head), e);
        } catch (IOException e) {
            if (head.size() == 0) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
        return latin1(head);
    }

    public String readBytes(int count) {
        try {
            byte[] octets = in.readNBytes(count);
            return new String(octets, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A whole response with a body as its `Content-Length` says.
    public String readResponse() {
        String head = readHead();
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
        if (at < 0) {
            return head;
        }
        int end = head.indexOf("\r\n", at + 2);
        return head + readBytes(Integer.parseInt(head.substring(at + 17, end).strip()));
    }

    /// All that comes until the other side closes or resets.
    public String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                all.write(octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after: " + latin1(all), e);
        } catch (IOException _) {
            // Reset: the end too.
        }
        return latin1(all);
    }

    /// Closes one's own direction.
    public RawConnection halfClose() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String latin1(ByteArrayOutputStream octets) {
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
