package io.grantway.boot;

import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.UpstreamConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Tries the targets of the upstreams: name, connection, and handshake where they speak TLS. All at
/// once, a bounded number, each for two seconds at most.
final class UpstreamCheck {
    private static final String NAME = "upstreams";
    private static final int LIMIT_MILLIS = 2000;
    private static final int AT_ONCE = 32;

    /// @param api the first that names it
    private record Target(URI url, String api, boolean verify) {
        int port() {
            return url.getPort() >= 0 ? url.getPort() : tls() ? 443 : 80;
        }

        boolean tls() {
            return "https".equals(url.getScheme());
        }

        String host() {
            return url.getHost().replaceAll("^\\[|\\]$", "");
        }

        @Override
        public String toString() {
            return url + " of the API " + api;
        }
    }

    private UpstreamCheck() {}

    static List<Finding> look(Configuration configuration) {
        Map<String, Target> targets = targets(configuration);
        if (targets.isEmpty()) {
            return List.of(Finding.ok(NAME, "there are none"));
        }
        // Not closed in a try: a name that resolves for minutes must not be waited for.
        ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory());
        try {
            Map<Target, Future<Finding>> running = new LinkedHashMap<>();
            targets.values().forEach(each -> running.put(each, threads.submit(() -> look(each))));
            List<Finding> found = new ArrayList<>();
            running.forEach((target, finding) -> found.add(await(target, finding)));
            return found;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Target> targets(Configuration configuration) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (WorkspaceConfig workspace : configuration.allWorkspaces()) {
            for (ApiConfig api : workspace.apis()) {
                UpstreamConfig upstream = api.upstream();
                URI url = upstream.url();
                List<URI> urls =
                        url != null
                                ? List.of(url)
                                : upstream.targets().stream()
                                        .map(UpstreamConfig.TargetConfig::url)
                                        .toList();
                for (URI each : urls) {
                    targets.putIfAbsent(
                            each + " " + upstream.verify(),
                            new Target(
                                    each, workspace.name() + "/" + api.name(), upstream.verify()));
                }
            }
        }
        return targets;
    }

    private static Finding await(Target target, Future<Finding> finding) {
        try {
            return finding.get(3L * LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            finding.cancel(true);
            return Finding.bad(
                    NAME,
                    target + ": no answer, most likely of the name server",
                    "look at the host's name and at DNS");
        } catch (ExecutionException e) {
            return Finding.bad(NAME, target + ": " + e.getCause(), "look at its URL");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Finding.bad(NAME, target + ": interrupted", "ask again");
        }
    }

    private static Finding look(Target target) {
        try {
            InetAddress address = InetAddress.getByName(target.host());
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, target.port()), LIMIT_MILLIS);
                socket.setSoTimeout(LIMIT_MILLIS);
                return target.tls() && target.verify()
                        ? handshake(target, socket)
                        : Finding.ok(NAME, target + " takes connections");
            }
        } catch (UnknownHostException _) {
            return Finding.bad(
                    NAME,
                    target + ": there is no host " + target.host(),
                    "correct the upstream's URL, or the DNS");
        } catch (SocketTimeoutException _) {
            return Finding.bad(
                    NAME,
                    target + ": no answer within " + LIMIT_MILLIS + " ms",
                    "look at the host, and at firewalls on the way");
        } catch (ConnectException _) {
            return Finding.bad(
                    NAME,
                    target + ": nobody takes connections there",
                    "start it, or correct the upstream's URL");
        } catch (IOException e) {
            return Finding.bad(NAME, target + ": " + e.getMessage(), "look at its URL");
        }
    }

    private static Finding handshake(Target target, Socket plain) {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return Finding.ok(NAME, target + " speaks " + socket.getSession().getProtocol());
        } catch (IOException e) {
            return Finding.bad(
                    NAME,
                    target + ": no TLS with it (" + e.getMessage() + ")",
                    "a certificate for its host that this machine trusts, or http in the URL");
        }
    }
}
