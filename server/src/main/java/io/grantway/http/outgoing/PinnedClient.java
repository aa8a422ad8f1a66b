package io.grantway.http.outgoing;

import io.grantway.http.NameResolver;
import io.grantway.http.Outgoing;
import io.grantway.http.OutgoingAnswer;
import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingFailure.Reason;
import io.grantway.http.OutgoingRequest;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.OutgoingRule;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The outgoing client: looks a name up, lets the rule look at each address, and connects to one
/// that passed.
public final class PinnedClient implements Outgoing {
    private static final int MOST_REDIRECTS = 3;

    /// A name with many addresses must not make one request connect many times.
    private static final int MOST_ADDRESSES = 3;

    private final Supplier<OutgoingRule> rule;
    private final NameResolver names;
    private final Authorities authorities;

    /// Two, so that slow hosts of strangers leave the operator's own reachable.
    private final Connections forOperator;

    private final Connections forOthers;

    /// By the hash of the certificate and key; as many as the configuration has named.
    private final ConcurrentHashMap<String, Connections> byIdentity = new ConcurrentHashMap<>();

    private volatile boolean closed;

    public PinnedClient(Supplier<OutgoingRule> rule, NameResolver names, Authorities authorities) {
        this.rule = rule;
        this.names = names;
        this.authorities = authorities;
        this.forOperator = new Connections(Optional.empty(), authorities);
        this.forOthers = new Connections(Optional.empty(), authorities);
    }

    @Override
    public OutgoingAnswer fetch(OutgoingRequest request) {
        rule.get()
                .refusal(request.uri())
                .ifPresent(why -> {
                    throw new OutgoingFailure(Reason.REFUSED, request.uri(), why);
                });
        Exchange exchange = new Exchange(request);
        return exchange.within(request.limits().total(), () -> followed(exchange, request));
    }

    private OutgoingAnswer followed(Exchange exchange, OutgoingRequest first) {
        OutgoingRequest request = first;
        for (int i = 0; ; i++) {
            OutgoingAnswer answer = sent(exchange, request);
            Optional<URI> next =
                    first.follow() && first.method().equals("GET")
                            ? Redirect.sameOrigin(answer)
                            : Optional.empty();
            if (next.isEmpty() || i == MOST_REDIRECTS) {
                return answer;
            }
            request = request.at(next.get());
        }
    }

    private OutgoingAnswer sent(Exchange exchange, OutgoingRequest request) {
        List<InetAddress> open = open(request);
        Connections own = connections(request);
        for (int i = 0; ; i++) {
            try {
                return exchange.send(own, request, open.get(i));
            } catch (NotConnected e) {
                if (i == open.size() - 1) {
                    throw e.failure(request.uri());
                }
            }
        }
    }

    /// Connections that show a certificate are never shared with requests that do not.
    private Connections connections(OutgoingRequest request) {
        if (request.identity().isPresent()) {
            if (closed) {
                throw new IllegalStateException("the outgoing client is closed");
            }
            return byIdentity.computeIfAbsent(
                    request.identity().get().expose(PinnedClient::fingerprint),
                    _ -> new Connections(request.identity(), authorities));
        }
        return request.trust() == Trust.CONFIGURED ? forOperator : forOthers;
    }

    private static String fingerprint(String pem) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(pem.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The addresses that may be connected to.
    private List<InetAddress> open(OutgoingRequest request) {
        OutgoingRule now = rule.get();
        List<InetAddress> open =
                addresses(request.uri()).stream()
                        .filter(address -> now.opens(request.uri(), request.trust(), address))
                        .limit(MOST_ADDRESSES)
                        .toList();
        if (open.isEmpty()) {
            throw new OutgoingFailure(
                    Reason.REFUSED,
                    request.uri(),
                    "is not open: only public addresses over https are, and what"
                            + " server.outgoing.allow names");
        }
        return open;
    }

    private List<InetAddress> addresses(URI uri) {
        String host = uri.getHost();
        boolean six = host.startsWith("[") && host.endsWith("]");
        try {
            return names.addresses(six ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException _) {
            throw new OutgoingFailure(Reason.UNREACHABLE, uri, "has no address: no such name");
        }
    }

    @Override
    public void close() {
        closed = true;
        forOperator.close();
        forOthers.close();
        byIdentity.values().forEach(Connections::close);
    }
}
