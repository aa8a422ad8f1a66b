package io.grantway.http.outgoing;

import io.grantway.http.Deadlines;
import io.grantway.http.OutgoingPool;
import io.grantway.http.OutgoingRequest.Trust;
import io.grantway.http.OutgoingRule;
import io.grantway.http.PoolSettings;
import io.grantway.http.PooledAnswer;
import io.grantway.http.PooledRequest;
import io.grantway.http.SendFailure;
import io.grantway.http.SendFailure.Progress;
import io.grantway.http.SendFailure.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// The connections to one API; made at the first use.
final class KeptPool implements OutgoingPool {
    private final PoolSettings settings;
    private final Supplier<OutgoingRule> rule;
    private final Names names;
    private final Authorities authorities;
    private final Deadlines deadlines;
    private volatile @Nullable PoolClient client;
    private volatile boolean retired;
    private boolean closed;

    KeptPool(
            PoolSettings settings,
            Supplier<OutgoingRule> rule,
            Names names,
            Authorities authorities,
            Deadlines deadlines) {
        this.settings = settings;
        this.rule = rule;
        this.names = names;
        this.authorities = authorities;
        this.deadlines = deadlines;
    }

    @Override
    public PooledAnswer send(PooledRequest request) {
        PoolClient own = client();
        HttpHost host = host(request);
        PooledExchange exchange = new PooledExchange(own, host, request, deadlines);
        exchange.run();
        return exchange;
    }

    /// The address that an answer named must be one that anybody may be sent to, and is connected
    /// to as it was looked at: else an API could make this server read what only this server
    /// reaches.
    private HttpHost host(PooledRequest request) {
        URI uri = request.uri();
        boolean foreign = request.trust() == Trust.FOREIGN;
        if (settings.proxy().isPresent()) {
            addresses(settings.proxy().get().host(), request.deadlineNanos());
            if (!foreign) {
                return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
            }
        }
        List<InetAddress> addresses = addresses(uri.getHost(), request.deadlineNanos());
        if (!foreign) {
            return new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        }
        OutgoingRule now = rule.get();
        InetAddress open =
                addresses.stream()
                        .filter(each -> now.refusal(uri).isEmpty())
                        .filter(each -> now.opens(uri, Trust.FOREIGN, each))
                        .findFirst()
                        .orElseThrow(() ->
                                new SendFailure(
                                        Reason.REFUSED,
                                        Progress.NOTHING_SENT,
                                        "the address that an answer named is not open: only"
                                                + " public addresses over https are, and what"
                                                + " server.outgoing.allow names"));
        return new HttpHost(uri.getScheme(), open, uri.getHost(), uri.getPort());
    }

    private List<InetAddress> addresses(String host, long deadlineNanos) {
        try {
            return names.addresses(host, deadlineNanos);
        } catch (UnknownHostException e) {
            throw new SendFailure(
                    Reason.UNREACHABLE,
                    Progress.NOTHING_SENT,
                    "the host " + host + " has no address: " + e.getMessage());
        }
    }

    @Override
    public String lookUp(URI uri, long deadlineNanos) {
        String host = settings.proxy().map(PoolSettings.Proxy::host).orElse(uri.getHost());
        return addresses(host, deadlineNanos).stream()
                .map(InetAddress::getHostAddress)
                .reduce((some, more) -> some + ", " + more)
                .orElse("");
    }

    @Override
    public Reached reach(URI uri, long deadlineNanos) {
        String host = settings.proxy().map(PoolSettings.Proxy::host).orElse(uri.getHost());
        List<InetAddress> addresses = addresses(host, deadlineNanos);
        return new Reach(settings, client().tls(), uri, deadlineNanos).of(addresses);
    }

    private PoolClient client() {
        PoolClient made = client;
        return made == null ? make() : made;
    }

    private synchronized PoolClient make() {
        if (closed) {
            throw new SendFailure(
                    Reason.UNREACHABLE, Progress.NOTHING_SENT, "this server is stopping");
        }
        PoolClient made = client;
        if (made == null) {
            made =
                    new PoolClient(
                            settings, names, PoolTls.of(settings, authorities), () -> retired);
            client = made;
        }
        return made;
    }

    @Override
    public void retire() {
        retired = true;
        PoolClient made = client;
        if (made != null) {
            made.closeIdle();
        }
    }

    synchronized void close() {
        closed = true;
        PoolClient made = client;
        if (made != null) {
            made.close();
        }
    }
}
