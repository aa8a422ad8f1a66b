package io.grantway.http.engine;

import io.grantway.http.Peer;
import io.grantway.http.RequestHead;
import io.grantway.http.Target;
import io.grantway.http.TrustedProxies;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `X-Forwarded-*` and `Forwarded` (RFC 7239): read where trusted proxies wrote them, written for
/// the upstream.
final class ForwardingFields {
    private static final AsciiString FOR = AsciiString.cached("X-Forwarded-For");
    private static final AsciiString PROTO = AsciiString.cached("X-Forwarded-Proto");
    private static final AsciiString HOST = AsciiString.cached("X-Forwarded-Host");
    private static final AsciiString PORT = AsciiString.cached("X-Forwarded-Port");
    private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");

    private ForwardingFields() {}

    /// Who the client is. Read from the right: what stands left of the first address that is not a
    /// trusted proxy was written by someone who is not trusted either.
    static Peer peer(ConnectionPeer connection, HttpHeaders fields, TrustedProxies proxies) {
        if (!connection.trusted() || !fields.contains(FOR)) {
            return connection;
        }
        String[] hops = String.join(",", fields.getAll(FOR)).split(",", -1);
        String client = connection.address();
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = withoutPort(hops[i].strip());
            if (hop.isEmpty()) {
                break;
            }
            client = hop;
            if (!proxies.contains(hop)) {
                break;
            }
        }
        return new ConnectionPeer.Proxied(connection, client);
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /// Writes them for the upstream: appended to what a trusted proxy wrote, in place of what
    /// anyone else wrote.
    static void write(RequestHead head, HttpHeaders received, HttpHeaders to) {
        Peer peer = head.peer();
        Target target = head.target();
        boolean trusted = peer.trusted();
        String address = peer.address();
        to.set(FOR, after(trusted ? received.getAll(FOR) : List.of(), address));
        to.set(PROTO, either(trusted ? received.get(PROTO) : null, target.scheme()));
        if (!target.host().isEmpty()) {
            to.set(HOST, either(trusted ? received.get(HOST) : null, target.authority()));
        }
        to.set(PORT, either(trusted ? received.get(PORT) : null, Integer.toString(target.port())));
        to.set(
                FORWARDED,
                after(trusted ? received.getAll(FORWARDED) : List.of(), element(address, target)));
    }

    private static String element(String address, Target target) {
        StringBuilder out = new StringBuilder(64).append("for=");
        if (address.indexOf(':') >= 0) {
            out.append("\"[").append(address).append("]\"");
        } else {
            out.append(address);
        }
        if (!target.host().isEmpty()) {
            out.append(";host=\"").append(target.authority()).append('"');
        }
        return out.append(";proto=").append(target.scheme()).toString();
    }

    private static String after(List<String> earlier, String last) {
        return earlier.isEmpty() ? last : String.join(", ", earlier) + ", " + last;
    }

    private static String either(@Nullable String first, String second) {
        return first == null ? second : first;
    }
}
