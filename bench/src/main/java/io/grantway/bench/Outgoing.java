package io.grantway.bench;

import java.util.Arrays;

/// What outgoing connections and services cost: `calls` through a connection beside the same calls
/// by the bare client, `tokens` asked for in so many calls beside Spring Security and Apache Camel,
/// calls of `services` beside the gateway's plain call.
///
/// Arguments: the folder of an unpacked distribution, which of them, and its own.
public final class Outgoing {
    private Outgoing() {}

    public static void main(String[] arguments) throws Exception {
        String[] own = arguments.clone();
        String which = own.length > 1 ? own[1] : "";
        String[] rest = own.length > 2 ? Arrays.copyOfRange(own, 2, own.length) : new String[0];
        switch (which) {
            case "calls" -> OutgoingCalls.run(own[0], rest);
            case "tokens" -> OutgoingTokens.run(own[0], rest);
            case "services" -> OutgoingServices.run(own[0], rest);
            default -> throw new IllegalArgumentException("calls, tokens or services");
        }
    }
}
