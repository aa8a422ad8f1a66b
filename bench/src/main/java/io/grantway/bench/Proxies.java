package io.grantway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The upstream, and the peers that are configured by one file: nginx and HAProxy.
final class Proxies {
    static final int UPSTREAM = 19_100;
    private static final int NGINX = 19_101;
    private static final int HAPROXY = 19_102;
    private static final int HAPROXY_JWT = 19_103;
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final String JSON =
            "{\"id\":1,\"Name\":\"Global Summit\",\"filler\":\"" + "x".repeat(960) + "\"}";

    private final Processes processes;

    Proxies(Processes processes) {
        this.processes = processes;
    }

    /// What every contender forwards to: 1 KiB of JSON, on the second core.
    void upstream() throws IOException {
        nginx(
                "upstream",
                "1",
                UPSTREAM,
                "listen 127.0.0.1:%d reuseport; location / { default_type application/json; return 200 '%s'; }"
                        .formatted(UPSTREAM, JSON));
    }

    /// An API whose every answer is as long, on the second core.
    void answer(int port, int bytes) throws IOException {
        nginx(
                "api",
                "1",
                port,
                "listen 127.0.0.1:%d reuseport; location / { default_type application/json; return 200 '{\"filler\":\"%s\"}'; }"
                        .formatted(port, "x".repeat(bytes - 13)));
    }

    /// Calls every token active, as an introspection endpoint (RFC 7662), on the second core.
    void introspection(int port) throws IOException {
        nginx(
                "introspection",
                "1",
                port,
                ("listen 127.0.0.1:%d reuseport; location / { default_type application/json; return"
                     + " 200 '{\"active\":true,\"client_id\":\"clientid\",\"scope\":\"read"
                     + " write\",\"aud\":\"event\"}'; }")
                        .formatted(port));
    }

    /// The limit.
    Contender nginx() throws IOException {
        Process nginx =
                nginx(
                        "nginx",
                        "0",
                        NGINX,
                        ("listen 127.0.0.1:%d; location / { proxy_pass http://up;"
                             + " proxy_http_version 1.1; proxy_set_header Connection \"\"; }")
                                .formatted(NGINX));
        return new Contender(
                "nginx plain", Processes.family(nginx), NGINX, "/event/1", List.of(), WARM_UP);
    }

    Contender haproxy() throws IOException {
        Process haproxy = haproxy("haproxy", HAPROXY, "");
        return new Contender(
                "HAProxy plain",
                Processes.family(haproxy),
                HAPROXY,
                "/event/1",
                List.of(),
                WARM_UP);
    }

    /// HAProxy with the checks that its manual shows for a JWT: algorithm, signature, expiry.
    Contender haproxyJwt() throws IOException {
        SignedJwt jwt = SignedJwt.fresh();
        Path key = processes.work().resolve("public.pem");
        Files.writeString(key, jwt.publicKeyPem());
        String checks =
                """
                    http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$.alg')
                    http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int')
                    http-request set-var(txn.now) date()
                    http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
                    http-request deny deny_status 401 unless { http_auth_bearer,jwt_verify(txn.alg,"%s") -m int 1 }
                    http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int lt 0 }
                """
                        .formatted(key);
        Process haproxy = haproxy("haproxy-jwt", HAPROXY_JWT, checks);
        return new Contender(
                "HAProxy jwt_verify",
                Processes.family(haproxy),
                HAPROXY_JWT,
                "/event/1",
                List.of(jwt.text()),
                WARM_UP);
    }

    private Process nginx(String name, String core, int port, String server) throws IOException {
        Path folder = Files.createDirectories(processes.work().resolve(name));
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
        return processes.start(
                name,
                core,
                port,
                List.of("nginx", "-p", folder.toString(), "-c", config.toString()));
    }

    private Process haproxy(String name, int port, String checks) throws IOException {
        Path config = processes.work().resolve(name + ".cfg");
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
                %s
                    default_backend up
                backend up
                    server s1 127.0.0.1:%d
                """
                        .formatted(port, checks, UPSTREAM));
        return processes.start(name, "0", port, List.of("haproxy", "-db", "-f", config.toString()));
    }
}
