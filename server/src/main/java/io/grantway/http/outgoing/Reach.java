package io.grantway.http.outgoing;

import io.grantway.http.OutgoingPool.Reached;
import io.grantway.http.PoolSettings;
import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// A connection that is made to see whether it can be.
record Reach(PoolSettings settings, PoolTls tls, URI uri, long deadlineNanos) {
    Reached of(List<InetAddress> addresses) {
        SendFailure last =
                new SendFailure(Reason.UNREACHABLE, Progress.NOTHING_SENT, "has no address");
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port()), millis());
                return new Reached(address.getHostAddress(), agreed(socket));
            } catch (SSLException e) {
                throw new SendFailure(
                        Reason.TLS, Progress.NOTHING_SENT, "failed in TLS: " + TlsText.of(e));
            } catch (SocketTimeoutException _) {
                last =
                        new SendFailure(
                                Reason.TIMED_OUT,
                                Progress.NOTHING_SENT,
                                "took too long to connect");
            } catch (IOException _) {
                last =
                        new SendFailure(
                                Reason.UNREACHABLE,
                                Progress.NOTHING_SENT,
                                "cannot be connected to at port " + port());
            }
        }
        throw last;
    }

    private int port() {
        if (settings.proxy().isPresent()) {
            return settings.proxy().get().port();
        }
        return uri.getPort() > 0 ? uri.getPort() : isHttps() ? 443 : 80;
    }

    private boolean isHttps() {
        return "https".equals(uri.getScheme());
    }

    private int millis() {
        long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
        return (int) Math.max(1, Math.min(left, settings.connect().toMillis()));
    }

    /// Nothing behind a proxy, which is only connected to.
    private Optional<String> agreed(Socket socket) throws IOException {
        if (!isHttps() || settings.proxy().isPresent()) {
            return Optional.empty();
        }
        socket.setSoTimeout(millis());
        try (SSLSocket secured =
                (SSLSocket)
                        tls.context()
                                .getSocketFactory()
                                .createSocket(socket, uri.getHost(), port(), true)) {
            if (tls.verify()) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            SSLSession session = secured.getSession();
            X509Certificate own = (X509Certificate) session.getPeerCertificates()[0];
            return Optional.of(
                    session.getProtocol()
                            + ", certificate good until "
                            + own.getNotAfter().toInstant());
        }
    }
}
