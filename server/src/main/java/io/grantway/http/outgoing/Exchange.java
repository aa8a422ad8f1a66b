package io.grantway.http.outgoing;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// One request and what is done for it, which can be ended from outside.
final class Exchange {
    private final OutgoingRequest first;
    private volatile @Nullable HttpUriRequestBase underWay;
    private volatile boolean ended;

    Exchange(OutgoingRequest first) {
        this.first = first;
    }

    /// Does the work on a thread of its own, so that nothing in it, the look-up of a name included,
    /// can take longer.
    OutgoingAnswer within(Duration total, Callable<OutgoingAnswer> work) {
        FutureTask<OutgoingAnswer> task = new FutureTask<>(work);
        Thread.ofVirtual().name("outgoing").start(task);
        try {
            return task.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw failure(Reason.TIMED_OUT, "did not answer within " + total.toMillis() + " ms");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failure(Reason.TIMED_OUT, "was given up: this server is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutgoingFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("the outgoing client failed", e.getCause());
        } finally {
            end();
            task.cancel(true);
        }
    }

    private void end() {
        ended = true;
        HttpUriRequestBase now = underWay;
        if (now != null) {
            now.cancel();
        }
    }

    private OutgoingFailure failure(Reason reason, String why) {
        return new OutgoingFailure(reason, first.uri(), why);
    }

    /// Sends a request to one address.
    ///
    /// @throws NotConnected where another address may be tried
    OutgoingAnswer send(Connections connections, OutgoingRequest request, InetAddress address) {
        URI uri = request.uri();
        HttpHost host = new HttpHost(uri.getScheme(), address, uri.getHost(), uri.getPort());
        HttpUriRequestBase message = message(request);
        underWay = message;
        if (ended) {
            throw failure(Reason.TIMED_OUT, "was given up");
        }
        try {
            return connections.client().execute(host, message, answer -> read(request, answer));
        } catch (ConnectTimeoutException e) {
            throw new NotConnected(Reason.TIMED_OUT, "took too long to connect");
        } catch (HttpHostConnectException e) {
            throw new NotConnected(Reason.UNREACHABLE, "cannot be connected to");
        } catch (SSLException e) {
            throw failure(Reason.TLS, "failed the TLS handshake, or its certificate is not good");
        } catch (ConnectionRequestTimeoutException e) {
            throw failure(Reason.TIMED_OUT, "waited too long: too many requests are under way");
        } catch (InterruptedIOException e) {
            throw failure(Reason.TIMED_OUT, "took too long to answer");
        } catch (IOException e) {
            throw e.getCause() instanceof HttpException
                    ? failure(Reason.MALFORMED, "answered what is not HTTP")
                    : failure(Reason.UNREACHABLE, "broke the connection");
        }
    }

    private static HttpUriRequestBase message(OutgoingRequest request) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        Timeout total = Timeout.of(request.limits().total());
        message.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(total)
                        .setResponseTimeout(total)
                        .build());
        request.headers()
                .without("Content-Type")
                .forEach((name, value) -> message.addHeader(name, value));
        if (!request.body().isEmpty()) {
            message.setEntity(
                    new ByteArrayEntity(
                            request.body().bytes(),
                            request.headers()
                                    .first("Content-Type")
                                    .map(ContentType::parse)
                                    .orElse(null)));
        }
        return message;
    }

    private OutgoingAnswer read(OutgoingRequest request, ClassicHttpResponse answer)
            throws IOException {
        HeaderList headers = HeaderList.EMPTY;
        for (Header header : answer.getHeaders()) {
            headers = headers.with(header.getName(), String.valueOf(header.getValue()));
        }
        return new OutgoingAnswer(
                request.uri(), answer.getCode(), headers, body(request, answer.getEntity()));
    }

    private Body body(OutgoingRequest request, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return Body.EMPTY;
        }
        int most = request.limits().bytes();
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                // Else the rest would be read to keep the connection.
                end();
                throw failure(Reason.TOO_LARGE, "answered more than " + most + " bytes");
            }
            return Body.of(bytes);
        }
    }
}
