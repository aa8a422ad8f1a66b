package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The `correlate` policy: gives a call an id where it brings none, tells it upstream and, where
/// asked, to the client.
public final class Correlate implements Policy {
    private final CorrelateSettings settings;
    private final InstantSource clock;
    private final String prefix;
    private final long high;
    private final long low;
    private final AtomicLong counter = new AtomicLong();

    private Correlate(CorrelateSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.high = random.nextLong();
        this.low = random.nextLong();
        this.prefix = uuid(high, low) + "#";
    }

    public static Correlate of(
            CorrelateSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new Correlate(settings, parts.shared().clock(), parts.shared().random());
    }

    @Override
    public Decision decide(Call call) {
        Optional<String> own =
                call.head().headers().first(settings.headerName()).filter(id -> !id.isBlank());
        String id = own.isPresent() ? own.get() : next(call);
        if (own.isEmpty()) {
            call.upstreamHeaders().set(settings.headerName(), id);
        }
        if (settings.echoDownstream()) {
            call.answerField(settings.headerName(), Identity.text(id));
        }
        return Decision.PROCEED;
    }

    private String next(Call call) {
        long number = counter.incrementAndGet();
        return switch (settings.generator()) {
            case UUID -> uuid(mixed(high + number * GOLDEN), mixed(low ^ mixed(number)));
            case COUNTER -> prefix + number;
            case TRACKER -> tracker(call, number);
        };
    }

    /// 2 to the 64th, divided by the golden ratio: an odd number whose multiples lie evenly.
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /// Spreads a count over all bits, each count to a number of its own: so ids need no random
    /// generator that threads would have to wait for. They name a call and prove nothing.
    private static long mixed(long count) {
        long bits = (count ^ (count >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return bits ^ (bits >>> 31);
    }

    /// Version 4 (RFC 9562 §5.4).
    private static String uuid(long high, long low) {
        return new UUID(
                        (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
                        (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    /// Host, port, process, number of the call, and the time in seconds.
    private String tracker(Call call, long number) {
        Instant now = clock.instant();
        String millis = Integer.toString(1000 + now.getNano() / 1_000_000).substring(1);
        return call.head().target().host()
                + "-"
                + call.head().target().port()
                + "-"
                + ProcessHandle.current().pid()
                + "-"
                + number
                + "-1-"
                + now.getEpochSecond()
                + "."
                + millis;
    }
}
