package io.grantway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The upstream and every contender, as processes on loopback.
final class Peers implements AutoCloseable {
    private static final int UPSTREAM = 19_100;
    private static final int NGINX = 19_101;
    private static final int HAPROXY = 19_102;
    private static final int GATEWAY = 19_110;
    private static final int ADMIN = 19_111;
    private static final String JSON =
            "{\"id\":1,\"Name\":\"Global Summit\",\"filler\":\"" + "x".repeat(960) + "\"}";

    private final Path work;
    private final Path distribution;
    private final Deque<Process> started = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Peers(Path work, Path distribution) {
        this.work = work;
        this.distribution = distribution;
    }

    /// Starts everything. The first contender is the reference of the table.
    List<Contender> start() throws IOException {
        nginx(
                "upstream",
                1,
                "listen 127.0.0.1:%d reuseport; location / { default_type application/json; return 200 '%s'; }"
                        .formatted(UPSTREAM, JSON));
        Process nginx =
                nginx(
                        "proxy",
                        0,
                        ("listen 127.0.0.1:%d; location / { proxy_pass http://up;"
                             + " proxy_http_version 1.1; proxy_set_header Connection \"\"; }")
                                .formatted(NGINX));
        Process haproxy = haproxy();
        Process grantway = grantway();
        String token = token();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(
                new Contender(
                        "nginx plain", withChildren(nginx), url(NGINX, "/event/1"), null, null));
        contenders.add(
                new Contender(
                        "HAProxy plain",
                        List.of(haproxy.toHandle()),
                        url(HAPROXY, "/event/1"),
                        null,
                        null));
        contenders.add(
                new Contender(
                        "Grantway plain",
                        List.of(grantway.toHandle()),
                        url(GATEWAY, "/plain/1"),
                        null,
                        null));
        contenders.add(
                new Contender(
                        "Grantway, token cached",
                        List.of(grantway.toHandle()),
                        url(GATEWAY, "/event/1"),
                        "Bearer " + token,
                        null));
        return contenders;
    }

    private static String url(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// nginx' work is done by its worker.
    private static List<ProcessHandle> withChildren(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.children().toList());
        all.add(process.toHandle());
        return all;
    }

    private Process nginx(String name, int core, String server) throws IOException {
        Path folder = Files.createDirectories(work.resolve(name));
        Path config = folder.resolve("nginx.conf");
        Files.writeString(
                config,
                """
                daemon off;
                worker_processes 1;
                pid %s/nginx.pid;
                error_log %s/error.log;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    keepalive_requests 100000000;
                    upstream up { server 127.0.0.1:%d; keepalive 64; keepalive_requests 100000000; }
                    server { %s }
                }
                """
                        .formatted(folder, folder, UPSTREAM, server));
        int port = name.equals("upstream") ? UPSTREAM : NGINX;
        return start(
                core,
                port,
                List.of("nginx", "-p", folder.toString(), "-c", config.toString()),
                name);
    }

    private Process haproxy() throws IOException {
        Path config = work.resolve("haproxy.cfg");
        Files.writeString(
                config,
                """
                global
                    maxconn 1000
                    nbthread 1
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                    http-reuse always
                frontend in
                    bind 127.0.0.1:%d
                    default_backend up
                backend up
                    server s1 127.0.0.1:%d
                """
                        .formatted(HAPROXY, UPSTREAM));
        return start(0, HAPROXY, List.of("haproxy", "-db", "-f", config.toString()), "haproxy");
    }

    private Process grantway() throws IOException {
        Path config = work.resolve("grantway.yaml");
        Files.writeString(
                config,
                """
                listeners:
                  gateway: {http: "127.0.0.1:%d", https: off}
                  admin: {http: "127.0.0.1:%d", https: off}
                server: {trustedProxies: [127.0.0.1], telemetry: {accessLog: {file: %s/access.log}}}
                apis:
                  - name: plain
                    upstream: http://127.0.0.1:%d
                    routes: [{paths: [/plain]}]
                  - name: event
                    upstream: http://127.0.0.1:%d
                    routes: [{paths: [/event]}]
                    policies:
                      - oauth2: {scopes: [read, write], enableClientCredentials: true, acceptHttpIfAlreadyTerminated: true}
                consumers:
                  - username: ClientApp
                    applications: [{name: SampleApp, clientId: clientid, clientSecret: clientsecret}]
                """
                        .formatted(GATEWAY, ADMIN, work, UPSTREAM, UPSTREAM));
        return start(
                0,
                GATEWAY,
                List.of(
                        distribution.resolve("bin/grantway").toString(),
                        "start",
                        "--config",
                        config.toString(),
                        "--data",
                        work.resolve("data").toString()),
                "grantway");
    }

    private String token() throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url(GATEWAY, "/event/oauth2/token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-Proto", "https")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id=clientid&client_secret=clientsecret&scope=read"))
                        .build();
        try {
            String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return body.replaceAll("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(int core, int port, List<String> command, String name) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        pinned.addAll(command);
        Process process = Shell.start(pinned, work.resolve(name + ".log").toFile());
        started.push(process);
        awaitPort(port, name);
        return process;
    }

    private void awaitPort(int port, String name) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (java.net.Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IllegalStateException(name + " does not listen; its log is in " + work);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().destroy();
        }
    }
}
