package io.grantway.outbound;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import java.io.InputStream;

/// The answer to a call, of whatever status, whose body is read once.
public interface OutboundAnswer extends AutoCloseable {
    int status();

    HeaderList headers();

    /// The id under which the call was made (`X-Request-Id`), for the other side's logs.
    String requestId();

    /// The body as it comes.
    InputStream stream();

    /// The whole body.
    ///
    /// @throws CallFailure where it is larger than the connection allows, or breaks off
    Body body();

    /// Lets the connection go, also in the middle of the body.
    @Override
    void close();
}
