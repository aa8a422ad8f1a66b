package io.grantway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Load whose requests depend on the answers before: each of 16 connections goes on where its last
/// answer left it. One turn gives one set of tokens.
interface Dialogue {
    int CONNECTIONS = 16;

    /// One turn on a connection.
    ///
    /// @param last what the turn before gave; empty at the first
    /// @return what the next turn starts from
    String turn(Wire wire, String last) throws IOException;

    /// A login that is there already: a code, and the tokens for it. Two requests a turn.
    static Dialogue codes(TokenServer server) {
        String cookies = BrowserLogin.cookies(server);
        String request = server.authorizationRequest();
        return (wire, _) -> tokens(server, wire, request, cookies);
    }

    /// Each turn renews what the turn before gave.
    static Dialogue renewals(TokenServer server) {
        String cookies = BrowserLogin.cookies(server);
        String request = server.authorizationRequest();
        return (wire, last) -> {
            String token = last.isEmpty() ? tokens(server, wire, request, cookies) : last;
            return refreshToken(wire.post(server.token(), TokenServer.refreshForm(token)));
        };
    }

    private static String tokens(TokenServer server, Wire wire, String request, String cookies)
            throws IOException {
        Wire.Reply redirect = wire.get(request, cookies);
        String location = redirect.fields().getOrDefault("location", "");
        int code = location.indexOf("code=");
        if (code < 0) {
            throw new IOException("no code: " + redirect);
        }
        String rest = location.substring(code + 5);
        int end = rest.indexOf('&');
        return refreshToken(
                wire.post(
                        server.token(),
                        TokenServer.codeForm(end < 0 ? rest : rest.substring(0, end))));
    }

    private static String refreshToken(Wire.Reply reply) throws IOException {
        if (reply.status() != 200) {
            throw new IOException("no tokens: " + reply);
        }
        return Http.member(reply.body(), "refresh_token");
    }

    /// Goes on for so long.
    default Load run(TokenServer server, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<Future<List<Double>>> running = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(threads.submit(() -> talk(server, end)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Double> sorted =
                running.stream().flatMap(it -> latencies(it).stream()).sorted().toList();
        return new Load(sorted.size(), 0, seconds, at(sorted, 0.5), at(sorted, 0.99));
    }

    private static List<Double> latencies(Future<List<Double>> talk) {
        if (talk.state() == Future.State.FAILED) {
            throw new IllegalStateException(talk.exceptionNow());
        }
        return talk.resultNow();
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (sorted.size() * share));
    }

    private List<Double> talk(TokenServer server, long end) {
        List<Double> micros = new ArrayList<>();
        try (Wire wire = new Wire(server.port())) {
            String last = "";
            for (long begun = System.nanoTime(); begun < end; ) {
                last = turn(wire, last);
                long done = System.nanoTime();
                micros.add((done - begun) / 1000.0);
                begun = done;
            }
            return micros;
        } catch (IOException e) {
            throw new UncheckedIOException(server.name() + " broke off", e);
        }
    }
}
