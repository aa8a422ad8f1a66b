package io.grantway.http;

import java.io.InputStream;

/// The head of an answer, and its body as it comes.
public interface PooledAnswer extends AutoCloseable {
    int status();

    HeaderList headers();

    /// The body. Its reads fail with a [java.net.SocketTimeoutException] once the time is over, and
    /// with another [java.io.IOException] where it breaks off.
    InputStream stream();

    /// What is done once, on whatever thread, when the answer is read to its end, closed or out of
    /// time; at once where it is already.
    void whenOver(Runnable done);

    /// Lets the connection go; gives it up where the body is not at its end.
    @Override
    void close();
}
