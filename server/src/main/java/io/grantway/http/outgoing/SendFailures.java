package io.grantway.http.outgoing;

import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import java.io.InterruptedIOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// What the library's exceptions say of a request.
final class SendFailures {
    private SendFailures() {}

    /// @param context of the request: it knows its connection only once something is sent
    /// @param expired its time was over
    static SendFailure of(Exception e, HttpClientContext context, boolean expired) {
        EndpointDetails used = context.getEndpointDetails();
        Progress progress =
                used == null
                        ? Progress.NOTHING_SENT
                        : keptTooLong(e, used) ? Progress.KEPT_TOO_LONG : Progress.MAYBE_SENT;
        if (expired) {
            return new SendFailure(Reason.TIMED_OUT, progress, "did not answer in time");
        }
        if (Thread.currentThread().isInterrupted()) {
            return new SendFailure(Reason.TIMED_OUT, progress, "was given up: it was interrupted");
        }
        return switch (e) {
            case SentBody.Unreadable body ->
                    new SendFailure(Reason.BODY, progress, String.valueOf(body.getMessage()));
            case ConnectTimeoutException _ ->
                    new SendFailure(Reason.TIMED_OUT, progress, "took too long to connect");
            case HttpHostConnectException _, NoRouteToHostException _ ->
                    new SendFailure(Reason.UNREACHABLE, progress, "cannot be connected to");
            case SSLException tls ->
                    new SendFailure(Reason.TLS, progress, "failed in TLS: " + TlsText.of(tls));
            case ConnectionRequestTimeoutException _ ->
                    new SendFailure(Reason.TIMED_OUT, progress, "had no connection free");
            case NoHttpResponseException _ ->
                    new SendFailure(
                            Reason.UNREACHABLE, progress, "closed the connection without answer");
            case InterruptedIOException _ ->
                    new SendFailure(Reason.TIMED_OUT, progress, "took too long to answer");
            default -> of(e, progress);
        };
    }

    @SuppressWarnings("deprecation") // what the library still throws
    private static SendFailure of(Exception e, Progress progress) {
        if (e.getCause() instanceof TunnelRefusedException) {
            return new SendFailure(
                    Reason.UNREACHABLE, Progress.NOTHING_SENT, "is refused by the proxy");
        }
        return e.getCause() instanceof HttpException
                ? new SendFailure(Reason.MALFORMED, progress, "answered what is not HTTP")
                : new SendFailure(Reason.UNREACHABLE, progress, "broke the connection");
    }

    private static boolean keptTooLong(Exception e, EndpointDetails used) {
        return (e instanceof NoHttpResponseException || e instanceof SocketException)
                && used.getResponseCount() > 0;
    }
}
