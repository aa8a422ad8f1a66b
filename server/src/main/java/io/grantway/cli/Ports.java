package io.grantway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// The ports of a quickstart.
record Ports(int sampleApi, int gatewayHttps, int gatewayHttp, int adminHttps, int adminHttp) {
    /// Whichever the system gives.
    static final Ports ANY = new Ports(0, 0, 0, 0, 0);

    private static final Ports USUAL = new Ports(SampleApi.PORT, 8443, 8000, 8444, 8001);
    private static final int TRIES = 1000;

    /// The usual ones, and where one is taken the next that is free.
    static Ports usualOrNext() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            return new Ports(
                    hold(USUAL.sampleApi, held),
                    hold(USUAL.gatewayHttps, held),
                    hold(USUAL.gatewayHttp, held),
                    hold(USUAL.adminHttps, held),
                    hold(USUAL.adminHttp, held));
        } finally {
            held.forEach(Ports::release);
        }
    }

    private static int hold(int first, List<ServerSocket> held) {
        for (int port = first; port < first + TRIES; port++) {
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                return port;
            } catch (IOException _) {
                // Taken: the next.
            }
        }
        throw new CommandFailed("no port is free from " + first + " on");
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was only held.
        }
    }

    /// A line for each port that is not the usual one.
    List<String> differences() {
        List<String> lines = new ArrayList<>();
        note(lines, "the sample API", USUAL.sampleApi, sampleApi);
        note(lines, "HTTPS", USUAL.gatewayHttps, gatewayHttps);
        note(lines, "HTTP", USUAL.gatewayHttp, gatewayHttp);
        note(lines, "the admin API", USUAL.adminHttps, adminHttps);
        note(lines, "the admin API without TLS", USUAL.adminHttp, adminHttp);
        return lines;
    }

    private static void note(List<String> lines, String what, int usual, int port) {
        if (port != 0 && port != usual) {
            lines.add("port " + usual + " is taken: " + what + " is at " + port);
        }
    }
}
