package io.grantway.throttle;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Who has used how much, in memory; never waits.
public final class Throttle {
    private final Accounts accounts;
    private final ConcurrentMap<User, Integer> running = new ConcurrentHashMap<>();

    public Throttle(InstantSource clock) {
        accounts = new Accounts(new Wall(clock));
    }

    /// Takes one call out of what an application has left of an API, or nothing at all.
    ///
    /// @param operation of the API; empty where it is none
    public Draw draw(UUID application, UUID api, String operation, Quota quota) {
        User user = new User(application, api, "");
        if (quota.concurrency() > 0 && !begin(user, quota.concurrency())) {
            return Draw.tooManyAtOnce();
        }
        @Nullable Account whole = quota.whole().isEmpty() ? null : accounts.of(user, quota.whole());
        @Nullable Account ofOperation =
                quota.perOperation().isEmpty()
                        ? null
                        : accounts.of(new User(application, api, operation), quota.perOperation());
        Draw draw = new Draw(whole, ofOperation);
        if (!draw.isGranted() && quota.concurrency() > 0) {
            end(user);
        }
        return draw;
    }

    /// What [#draw] would give now, without taking it.
    public Draw look(UUID application, UUID api, String operation, Quota quota) {
        Draw draw = draw(application, api, operation, quota);
        if (draw.isGranted()) {
            draw.giveBack();
            end(draw, application, api, quota, 0);
        }
        return draw;
    }

    /// A granted call has ended.
    ///
    /// @param bytes that it moved, both ways
    public void end(Draw draw, UUID application, UUID api, Quota quota, long bytes) {
        draw.charge(bytes);
        if (quota.concurrency() > 0) {
            end(new User(application, api, ""));
        }
    }

    private boolean begin(User user, int most) {
        boolean[] begun = new boolean[1];
        running.compute(
                user,
                (_, now) -> {
                    int before = now == null ? 0 : now;
                    begun[0] = before < most;
                    return begun[0] ? before + 1 : before;
                });
        return begun[0];
    }

    private void end(User user) {
        running.computeIfPresent(user, (_, now) -> now <= 1 ? null : now - 1);
    }

    /// The clock, for buckets.
    private record Wall(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * Duration.ofMillis(1).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
