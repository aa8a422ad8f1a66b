package io.grantway.fakeprovider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grantway.http.Problem;
import io.grantway.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// A provider to try and test with. Keeps everything in memory, within bounds. Runs on the JDK's
/// small server, which can close a connection in place of an answer; ours never does.
public final class FakeProvider implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    /// How it is started.
    ///
    /// @param host to listen at
    /// @param port 0 for any free one
    /// @param clients beside the one that is always there
    /// @param publicKey of the client of OAuth 1.0a, for RSA-SHA1, as PEM
    public record Settings(
            String host, int port, List<Client> clients, Optional<String> publicKey) {
        public Settings {
            clients = List.copyOf(clients);
        }

        /// On this machine alone, and nothing else said.
        public static Settings at(int port) {
            return new Settings("127.0.0.1", port, List.of(), Optional.empty());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Pauses pauses = new Pauses();
    private final Counters counters = new Counters();
    private final Switches switches;
    private final Control control;
    private final OAuth2 oauth2;
    private final OAuth1 oauth1;
    private final ApiGate api;

    private FakeProvider(
            HttpServer server,
            Settings settings,
            Switches switches,
            InstantSource clock,
            RandomGenerator random) {
        this.server = server;
        this.switches = switches;
        oauth2 = new OAuth2(switches, settings.clients(), clock, random, counters, pauses);
        oauth1 = new OAuth1(settings.publicKey(), clock, new Words(random), counters);
        api = new ApiGate(switches, oauth2.grants(), oauth1, new Api(pauses), counters, clock);
        control = new Control(switches, oauth2.grants(), oauth1.tokens(), counters);
    }

    /// @param port 0 for any free one
    /// @throws IOException when it cannot listen there
    public static FakeProvider start(
            int port, Switches switches, InstantSource clock, RandomGenerator random)
            throws IOException {
        return start(Settings.at(port), switches, clock, random);
    }

    public static FakeProvider start(
            Settings settings, Switches switches, InstantSource clock, RandomGenerator random)
            throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByName(settings.host()), settings.port()),
                        0);
        var provider = new FakeProvider(server, settings, switches, clock, random);
        server.setExecutor(provider.threads);
        server.createContext("/", provider::serve);
        server.start();
        return provider;
    }

    /// Where it listens.
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        boolean any = address.getAddress().isAnyLocalAddress();
        return URI.create(
                "http://"
                        + (any ? "127.0.0.1" : address.getAddress().getHostAddress())
                        + ":"
                        + address.getPort());
    }

    /// May be set at any time.
    public Switches switches() {
        return switches;
    }

    public Counters counters() {
        return counters;
    }

    /// Ends all that a user has granted, as they would at the provider.
    ///
    /// @return how many grants
    public int revoke(String user) {
        return control.endAll(user);
    }

    /// Lets the access tokens of a user expire now.
    public int expire(String user) {
        return oauth2.grants().expireAll(user);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.read(exchange);
            switch (answer(call)) {
                case Answer.Whole whole -> send(exchange, whole.response());
                case Answer.Stream stream -> send(exchange, stream.bytes());
                case Answer.Lost _ -> {
                    // Closed without an answer.
                }
            }
        }
    }

    private Answer answer(Call call) {
        boolean ofOAuth1 = call.path().startsWith("/oauth1/");
        try {
            Optional<Answer> control = this.control.answer(call);
            if (control.isPresent()) {
                return control.get();
            }
            counters.seen(call);
            return oauth2.answer(call)
                    .or(() -> oauth1.answer(call))
                    .or(() -> content(call))
                    .orElseGet(() -> api.answer(call));
        } catch (Refused e) {
            return ofOAuth1 ? OAuth1.refusal(e) : e.answer();
        } catch (Problem | IllegalArgumentException _) {
            return Refused.request("the request's parameters are malformed").answer();
        }
    }

    /// What links of photos lead to: whoever has one may read it.
    private static Optional<Answer> content(Call call) {
        return call.path().startsWith("/content/")
                ? Optional.of(Answer.of(Response.text(200, "photo " + call.path() + "\n")))
                : Optional.empty();
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = response.body().bytes();
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void send(HttpExchange exchange, long bytes) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, bytes == 0 ? -1 : bytes);
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 'x');
        OutputStream out = exchange.getResponseBody();
        for (long left = bytes; left > 0; left -= CHUNK) {
            out.write(chunk, 0, (int) Math.min(left, CHUNK));
        }
    }

    @Override
    public void close() {
        pauses.close();
        server.stop(0);
        threads.close();
    }
}
