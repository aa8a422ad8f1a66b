package io.grantway.analytics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// How long things took: counts by microseconds, in sixteen buckets for each doubling, so that a
/// percentile is off by a thirty-second at most. Holds only the doublings that occurred: 1.6 KB at
/// most for the usual, where an HdrHistogram of two digits up to an hour takes 27 KB. Belongs to
/// one thread at a time.
public final class Latencies {
    private static final int PARTS = 16;
    private static final int PARTS_BITS = 4;

    /// Some 19 hours.
    private static final long LONGEST = (1L << 36) - 1;

    private static final int BUCKETS = bucket(LONGEST) + 1;
    private static final long[] NONE = {};

    /// The counts of the buckets from the first on; its length is a multiple of [#PARTS].
    private long[] counts = NONE;

    private int first;

    void add(long micros) {
        add(bucket(Math.clamp(micros, 0, LONGEST)), 1);
    }

    void add(Latencies other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] != 0) {
                add(other.first + i, other.counts[i]);
            }
        }
    }

    private void add(int bucket, long count) {
        // Found first: it may be in another array afterwards.
        int place = place(bucket);
        counts[place] += count;
    }

    /// Where a bucket is counted, made where it is missing.
    private int place(int bucket) {
        int place = bucket - first;
        if (place >= 0 && place < counts.length) {
            return place;
        }
        int octave = bucket - bucket % PARTS;
        int start = counts.length == 0 ? octave : Math.min(first, octave);
        int end =
                counts.length == 0
                        ? octave + PARTS
                        : Math.max(first + counts.length, octave + PARTS);
        long[] wider = new long[end - start];
        System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - start, counts.length);
        counts = wider;
        first = start;
        return bucket - start;
    }

    private static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) micros;
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - PARTS_BITS;
        return (doublings + 1) * PARTS + (int) (micros >> doublings) - PARTS;
    }

    /// The middle of a bucket.
    private static long middle(int bucket) {
        if (bucket < PARTS) {
            return bucket;
        }
        int doublings = bucket / PARTS - 1;
        long least = (long) (bucket % PARTS + PARTS) << doublings;
        return least + (1L << doublings) / 2;
    }

    /// The microseconds that so much of the whole, from 0 to 1, did not exceed; 0 where there is
    /// nothing.
    long quantile(double share) {
        long total = Arrays.stream(counts).sum();
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= wanted) {
                return middle(first + i);
            }
        }
        return 0;
    }

    /// For the store: of each bucket that counted something its distance from the one before, and
    /// its count, both in groups of seven bits.
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Math.max(16, 12 * counts.length));
        int before = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                write(out, first + i - before);
                write(out, counts[i]);
                before = first + i;
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /// What [#bytes] wrote.
    ///
    /// @throws IllegalArgumentException where it is something else
    public static Latencies of(byte[] bytes) {
        Latencies read = new Latencies();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long bucket = 0;
        while (in.hasRemaining()) {
            bucket += read(in);
            long count = read(in);
            if (bucket < 0 || bucket >= BUCKETS) {
                throw new IllegalArgumentException("no bucket of latencies: " + bucket);
            }
            read.add((int) bucket, count);
        }
        return read;
    }

    private static void write(ByteBuffer out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long read(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("latencies that end too soon");
    }
}
