package io.grantway.acceptance;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/// A real broker of AMQP 0-9-1 in this process, and a client that fills and looks into its queues.
final class AmqpBroker implements AutoCloseable {
    @SuppressWarnings("InlineFormatString") // too long to stand in the middle of what it is for
    private static final String SETTINGS =
            """
            {
              "name": "test",
              "modelVersion": "9.1",
              "authenticationproviders": [{
                "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                "users": [{"name": "channel", "type": "managed", "password": "channel-password"}]
              }],
              "ports": [{
                "name": "amqp", "port": "%d", "bindingAddress": "127.0.0.1",
                "protocols": ["AMQP_0_9_1"], "authenticationProvider": "plain",
                "virtualhostaliases": [
                  {"name": "nameAlias", "type": "nameAlias"},
                  {"name": "defaultAlias", "type": "defaultAlias"}
                ]
              }],
              "virtualhostnodes": [{
                "name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
              }]
            }
            """;

    private final SystemLauncher launcher;
    private final int port;
    private final Connection connection;
    private final Channel channel;

    private AmqpBroker(SystemLauncher launcher, int port) throws Exception {
        this.launcher = launcher;
        this.port = port;
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url());
        this.connection = factory.newConnection();
        this.channel = connection.createChannel();
    }

    /// @param directory for what it writes
    static AmqpBroker start(Path directory) throws Exception {
        int port = freePort();
        Path settings = Files.writeString(directory.resolve("qpid.json"), SETTINGS.formatted(port));
        // Its own is found by a kind of URL that the JDK does not know.
        Path properties =
                Files.writeString(
                        directory.resolve("qpid.properties"), "qpid.work_dir=" + directory);
        SystemLauncher launcher = new SystemLauncher();
        launcher.startup(
                Map.of(
                        "type",
                        "Memory",
                        "initialConfigurationLocation",
                        settings.toUri().toString(),
                        "initialSystemPropertiesLocation",
                        properties.toUri().toString(),
                        "startupLoggedToSystemOut",
                        "false"));
        return new AmqpBroker(launcher, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "amqp://channel:channel-password@127.0.0.1:" + port;
    }

    void queue(String name) throws IOException {
        channel.queueDeclare(name, false, false, false, null);
    }

    void send(String queue, BasicProperties properties, String body) throws IOException {
        channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
    }

    long waiting(String queue) throws IOException {
        return channel.messageCount(queue);
    }

    /// The next message of a queue, waiting for it.
    GetResponse take(String queue) throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            GetResponse found = channel.basicGet(queue, true);
            if (found != null) {
                return found;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("no message came to " + queue);
    }

    @Override
    public void close() {
        connection.abort();
        launcher.shutdown();
    }
}
