package io.grantway.services.channel;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.grantway.config.Secret;
import io.grantway.services.AmqpChannelConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a service for each message of a queue (AMQP 0-9-1). A message is acknowledged when the
/// service has returned, so it may come again after a crash, and none is lost.
public final class AmqpChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpChannel.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int HEARTBEAT_SECONDS = 30;
    private static final int CONNECT_MILLIS = 10_000;

    private final ChannelRuns runs;
    private final AmqpChannelConfig config;
    private final Secret url;
    private final Beat beat;
    private volatile @Nullable Link link;
    private int failures;

    /// A connection and what consumes on it.
    private record Link(
            Connection connection,
            com.rabbitmq.client.Channel channel,
            MessageWork work,
            String tag) {}

    AmqpChannel(ChannelRuns runs, AmqpChannelConfig config, Secret url) {
        this.runs = runs;
        this.config = config;
        this.url = url;
        this.beat = new Beat("channel " + runs.key(), this::step);
    }

    @Override
    public ChannelRuns runs() {
        return runs;
    }

    @Override
    public void open() {
        beat.start();
    }

    /// What is not acknowledged after the grace goes back to the queue with the connection.
    @Override
    public void close(Duration grace) {
        beat.stop(grace);
        Link open = link;
        if (open == null) {
            return;
        }
        try {
            open.channel().basicCancel(open.tag());
            var _ = open.work().awaitDone(grace);
        } catch (IOException | ShutdownSignalException _) {
            // It is closed already.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        shut(open);
    }

    @Override
    public void pause() {
        Channel.super.pause();
        beat.wake();
    }

    @Override
    public void resume() {
        Channel.super.resume();
        beat.wake();
    }

    /// Connects where there is no connection and there should be one, and the other way round.
    private Duration step() {
        Link open = link;
        boolean alive = open != null && open.channel().isOpen();
        if (open != null && (runs.isPaused() || !alive)) {
            // What was being worked on comes back to the queue, and later here.
            shut(open);
            link = null;
        }
        if (runs.isPaused()) {
            return LOOK;
        }
        try {
            if (link == null) {
                link = connect();
                failures = 0;
                LOG.info("channel {} takes messages of {}", runs.key(), config.queue());
            }
            Link now = link;
            if (now != null) {
                runs.lags(now.channel().messageCount(config.queue()));
            }
            return LOOK;
        } catch (IOException
                | TimeoutException
                | GeneralSecurityException
                | ShutdownSignalException e) {
            Duration pause = Attempts.pause(failures++);
            LOG.warn(
                    "channel {} cannot take messages, and tries again in {} s: {}",
                    runs.key(),
                    pause.toSeconds(),
                    why(e));
            return pause;
        }
    }

    /// The client puts what the broker said into the cause. It never says the password.
    private static String why(Exception e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null || e.getMessage() != null ? e : cause);
    }

    private Link connect() throws IOException, TimeoutException, GeneralSecurityException {
        Connection connection = factory().newConnection("grantway " + runs.key());
        try {
            com.rabbitmq.client.Channel channel = connection.createChannel();
            channel.basicQos(config.prefetch());
            channel.confirmSelect();
            MessageWork work = new MessageWork(runs, config, channel, beat);
            String tag =
                    channel.basicConsume(
                            config.queue(),
                            false,
                            new DefaultConsumer(channel) {
                                @Override
                                public void handleDelivery(
                                        String consumerTag,
                                        Envelope envelope,
                                        BasicProperties properties,
                                        byte[] body) {
                                    Thread.ofVirtual()
                                            .name("message of " + runs.key())
                                            .start(() -> work.run(envelope, properties, body));
                                }

                                @Override
                                public void handleCancel(String consumerTag) throws IOException {
                                    // The queue is gone: the channel with it, to begin anew.
                                    channel.abort();
                                    beat.wake();
                                }

                                @Override
                                public void handleShutdownSignal(
                                        String consumerTag, ShutdownSignalException signal) {
                                    beat.wake();
                                }
                            });
            return new Link(connection, channel, work, tag);
        } catch (IOException | RuntimeException e) {
            connection.abort();
            throw e;
        }
    }

    private ConnectionFactory factory() throws GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        boolean secure = url.expose(text -> text.startsWith("amqps:"));
        Optional<Exception> wrong =
                url.expose(text -> {
                    try {
                        factory.setUri(text);
                        return Optional.empty();
                    } catch (URISyntaxException | GeneralSecurityException e) {
                        return Optional.of(e);
                    }
                });
        if (wrong.isPresent()) {
            // Its own text would repeat the password.
            throw new GeneralSecurityException("the url cannot be read");
        }
        if (secure) {
            // The client itself would believe any certificate.
            factory.useSslProtocol(javax.net.ssl.SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setThreadFactory(
                Thread.ofPlatform()
                        .daemon()
                        .name("amqp-" + runs.config().name() + "-", 0)
                        .factory());
        return factory;
    }

    private static void shut(Link open) {
        open.connection().abort((int) LOOK.toMillis());
    }
}
