package io.grantway.telemetry;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.RequestHead;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The last calls of the gateway, for whoever asks why one of them went as it did. Refused ones
/// have a ring of their own, so that traffic which passes does not push them out. Keeps so many and
/// no more, without a lock.
public final class CallHistory implements ExchangeObserver {
    /// Of those that were refused.
    public static final int REFUSED = 4096;

    /// Of the others: few enough that under load one is forgotten before a collection of garbage
    /// has moved it. With thousands of them each collection copies them all, the old generation
    /// fills with what nobody asks for, and a call costs a third more.
    public static final int PASSED = 512;

    private final Ring refused;
    private final Ring passed;
    private final InstantSource clock;

    public CallHistory(InstantSource clock) {
        this(clock, REFUSED, PASSED);
    }

    /// Both sizes are powers of two.
    CallHistory(InstantSource clock, int refusedKept, int passedKept) {
        this.clock = clock;
        this.refused = new Ring(refusedKept);
        this.passed = new Ring(passedKept);
    }

    @Override
    public void ended(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        KeptCall call =
                KeptCall.of(
                        clock.millis(),
                        System.nanoTime(),
                        head,
                        record,
                        status,
                        bytesIn,
                        bytesOut,
                        nanos);
        (call.refused() ? refused : passed).add(call);
    }

    /// The newest call of an id.
    public Optional<KeptCall> find(String id) {
        return Optional.ofNullable(refused.find(id)).or(() -> Optional.ofNullable(passed.find(id)));
    }

    /// How many refused calls are kept now.
    public int refused() {
        return refused.size();
    }

    /// How many calls that were not refused are kept now.
    public int passed() {
        return passed.size();
    }

    /// The last calls, each in the place of one that is too old.
    private static final class Ring {
        private final AtomicReferenceArray<@Nullable KeptCall> places;
        private final AtomicLong next = new AtomicLong();
        private final int mask;

        Ring(int size) {
            places = new AtomicReferenceArray<>(size);
            mask = size - 1;
        }

        void add(KeptCall call) {
            places.setRelease((int) next.getAndIncrement() & mask, call);
        }

        @Nullable KeptCall find(String id) {
            long newest = next.get() - 1;
            for (long i = newest; i >= 0 && i >= newest - mask; i--) {
                KeptCall call = places.getAcquire((int) i & mask);
                if (call != null && call.id().equals(id)) {
                    return call;
                }
            }
            return null;
        }

        int size() {
            return (int) Math.min(next.get(), mask + 1L);
        }
    }
}
