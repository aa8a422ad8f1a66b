package io.grantway.http.outgoing;

import io.grantway.http.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// The addresses of the hosts of configured APIs, kept for a moment. A look-up that takes too long
/// is left behind, as the operating system knows no end of one.
final class Names implements DnsResolver {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    /// How long an address serves on where the look-up fails.
    private static final long USABLE_NANOS = Duration.ofMinutes(5).toNanos();

    private final NameResolver system;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    /// What was found when.
    private record Known(List<InetAddress> addresses, long atNanos) {}

    Names(NameResolver system) {
        this.system = system;
    }

    /// @throws UnknownHostException where there is none, or it took too long
    List<InetAddress> addresses(String host, long deadlineNanos) throws UnknownHostException {
        long now = System.nanoTime();
        Known before = known.get(host);
        if (before != null && now - before.atNanos() < FRESH_NANOS) {
            return before.addresses();
        }
        try {
            List<InetAddress> found = lookedUp(host, deadlineNanos - now);
            known.put(host, new Known(found, System.nanoTime()));
            return found;
        } catch (UnknownHostException e) {
            if (before != null && now - before.atNanos() < USABLE_NANOS) {
                return before.addresses();
            }
            throw e;
        }
    }

    private List<InetAddress> lookedUp(String host, long nanos) throws UnknownHostException {
        boolean six = host.startsWith("[") && host.endsWith("]");
        String name = six ? host.substring(1, host.length() - 1) : host;
        FutureTask<List<InetAddress>> task = new FutureTask<>(() -> system.addresses(name));
        Thread.ofVirtual().name("outgoing-name").start(task);
        try {
            return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new UnknownHostException("the look-up took too long");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("the look-up was given up");
        } catch (ExecutionException _) {
            throw new UnknownHostException("no such name");
        }
    }

    /// Asked by the library while it connects; the name was looked up just before.
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Known found = known.get(host);
        if (found == null) {
            throw new UnknownHostException("names are looked up before");
        }
        return found.addresses().toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
