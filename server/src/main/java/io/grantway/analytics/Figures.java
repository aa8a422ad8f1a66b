package io.grantway.analytics;

/// How often, how much, how long: what is known of a series in a span of time. Belongs to one
/// thread at a time.
public final class Figures {
    private long count;
    private long bytesIn;
    private long bytesOut;
    private long micros;
    private long longest;
    private final Latencies latencies;

    public Figures() {
        this.latencies = new Latencies();
    }

    /// @param micros of all together
    /// @param longest in microseconds
    public Figures(
            long count,
            long bytesIn,
            long bytesOut,
            long micros,
            long longest,
            Latencies latencies) {
        this.count = count;
        this.bytesIn = bytesIn;
        this.bytesOut = bytesOut;
        this.micros = micros;
        this.longest = longest;
        this.latencies = latencies;
    }

    /// One more.
    public Figures add(long in, long out, long took) {
        count++;
        bytesIn += in;
        bytesOut += out;
        micros += took;
        longest = Math.max(longest, took);
        latencies.add(took);
        return this;
    }

    /// All of another's too.
    public Figures add(Figures other) {
        count += other.count;
        bytesIn += other.bytesIn;
        bytesOut += other.bytesOut;
        micros += other.micros;
        longest = Math.max(longest, other.longest);
        latencies.add(other.latencies);
        return this;
    }

    public long count() {
        return count;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }

    /// Of all together.
    public long micros() {
        return micros;
    }

    public long longest() {
        return longest;
    }

    public Latencies latencies() {
        return latencies;
    }

    /// The microseconds that so much of the whole, from 0 to 1, did not exceed.
    public long quantile(double share) {
        return Math.min(latencies.quantile(share), longest);
    }
}
