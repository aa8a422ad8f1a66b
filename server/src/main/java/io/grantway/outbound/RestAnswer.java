package io.grantway.outbound;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.outbound.CallFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/// An answer that came through a connection.
///
/// @param most bytes of a body that is read as a whole
record RestAnswer(String connection, Received received, String requestId, int most)
        implements OutboundAnswer {
    @Override
    public int status() {
        return received.status();
    }

    @Override
    public HeaderList headers() {
        return received.headers();
    }

    @Override
    public InputStream stream() {
        return received.stream();
    }

    @Override
    public Body body() {
        try (InputStream in = received.stream()) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw failure(
                        Reason.MALFORMED,
                        "answered more than "
                                + most
                                + " bytes; raise its maxAnswer, or read the answer as a stream");
            }
            return Body.of(bytes);
        } catch (SocketTimeoutException _) {
            throw failure(Reason.TIMED_OUT, "took too long to answer");
        } catch (IOException _) {
            throw failure(Reason.UNREACHABLE, "broke off in the middle of its answer");
        }
    }

    private CallFailure failure(Reason reason, String text) {
        return new CallFailure(connection, reason, text);
    }

    @Override
    public void close() {
        received.close();
    }

    /// Without fields and body.
    @Override
    public String toString() {
        return "status " + status() + " of connection \"" + connection + '"';
    }
}
