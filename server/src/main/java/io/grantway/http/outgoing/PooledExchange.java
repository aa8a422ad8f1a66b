package io.grantway.http.outgoing;

import io.grantway.http.Deadlines;
import io.grantway.http.HeaderList;
import io.grantway.http.PooledAnswer;
import io.grantway.http.PooledRequest;
import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// One request through a pool and its answer, until its body is at its end or nobody wants more.
final class PooledExchange implements PooledAnswer, Deadlines.Call {
    private static final Runnable OVER = PooledExchange::nothing;

    private final PoolClient client;
    private final HttpHost host;
    private final PooledRequest request;
    private final Deadlines deadlines;
    private final HttpUriRequestBase message;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> whenOver = new AtomicReference<>();
    private volatile boolean expired;
    private int status;
    private HeaderList headers = HeaderList.EMPTY;
    private InputStream stream = InputStream.nullInputStream();

    /// Stands for an end that came before anyone asked for it.
    private static void nothing() {}

    PooledExchange(PoolClient client, HttpHost host, PooledRequest request, Deadlines deadlines) {
        this.client = client;
        this.host = host;
        this.request = request;
        this.deadlines = deadlines;
        this.message = new HttpUriRequestBase(request.method(), request.uri());
    }

    /// Sends the request and reads the head of its answer.
    void run() {
        long remaining = request.deadlineNanos() - System.nanoTime();
        if (remaining <= 0) {
            throw new SendFailure(
                    Reason.TIMED_OUT, Progress.NOTHING_SENT, "there was no time left to call");
        }
        message.setConfig(PoolClient.within(Duration.ofNanos(Math.max(remaining, 1_000_000))));
        request.headers().forEach(message::addHeader);
        request.content().ifPresent(it -> message.setEntity(SentBody.of(it)));
        HttpClientContext context = client.context();
        deadlines.watch(this);
        try {
            ClassicHttpResponse answer = client.execute(host, message, context);
            if (client.stoppedAtProxy(context)) {
                message.cancel();
                throw new SendFailure(
                        Reason.UNREACHABLE,
                        Progress.NOTHING_SENT,
                        "is refused by the proxy, with status " + answer.getCode());
            }
            took(answer);
        } catch (SendFailure e) {
            over();
            throw e;
        } catch (IOException | RuntimeException e) {
            SendFailure failure = SendFailures.of(e, context, expired);
            over();
            throw failure;
        }
    }

    private void took(ClassicHttpResponse answer) throws IOException {
        status = answer.getCode();
        Header[] fields = answer.getHeaders();
        List<String> pairs = new ArrayList<>(fields.length * 2);
        for (Header field : fields) {
            pairs.add(field.getName());
            pairs.add(field.getValue() == null ? "" : field.getValue());
        }
        headers = HeaderList.of(pairs.toArray(String[]::new));
        HttpEntity entity = answer.getEntity();
        InputStream content = entity == null ? null : entity.getContent();
        if (content == null) {
            over();
        } else {
            stream = new AnswerStream(content, this);
        }
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public HeaderList headers() {
        return headers;
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public void whenOver(Runnable done) {
        if (!whenOver.compareAndSet(null, done)) {
            done.run();
        }
    }

    @Override
    public long deadlineNanos() {
        return request.deadlineNanos();
    }

    @Override
    public void expire() {
        expired = true;
        message.cancel();
        over();
    }

    boolean expired() {
        return expired;
    }

    @Override
    public void close() {
        if (!ended.get()) {
            // The library would read the body to its end to keep the connection, however long.
            message.cancel();
            over();
        }
    }

    /// The connection is the pool's again, or closed.
    void over() {
        if (ended.compareAndSet(false, true)) {
            deadlines.over(this);
            Runnable done = whenOver.getAndSet(OVER);
            if (done != null) {
                done.run();
            }
        }
    }
}
