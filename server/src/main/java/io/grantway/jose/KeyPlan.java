package io.grantway.jose;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What should become of the keys of one algorithm at a moment.
///
/// The turns follow from the times alone, so every node that reads the same keys comes to the same
/// result.
final class KeyPlan {
    private final KeySchedule schedule;
    private final Instant now;
    private final SigningAlgorithm algorithm;
    private final SecureRandom random;

    /// Keys that nothing is signed with any more.
    private final List<SigningKey> retired = new ArrayList<>();

    /// Keys that sign or will, in the order of their turns; never one that is retired, which nobody
    /// would succeed.
    private final List<SigningKey> turns = new ArrayList<>();

    /// @param keys some, of this algorithm or others
    KeyPlan(
            KeySchedule schedule,
            Instant now,
            SigningAlgorithm algorithm,
            SecureRandom random,
            List<SigningKey> keys) {
        this.schedule = schedule;
        this.now = now;
        this.algorithm = algorithm;
        this.random = random;
        for (SigningKey key : keys) {
            if (key.algorithm() == algorithm) {
                switch (key.times().state(now)) {
                    case NEXT, CURRENT -> turns.add(key);
                    case RETIRED -> retired.add(key);
                    case GONE -> {
                        // It is left behind.
                    }
                }
            }
        }
        sort();
    }

    /// Makes a key where none is left to sign, and a successor when it is time to publish it.
    void rotateWhenDue() {
        if (turns.isEmpty()) {
            make(now);
        } else if (!hasNext() && !dueAt(turns.getLast()).isAfter(now)) {
            make(now.plus(schedule.publishAhead()));
        }
    }

    /// Publishes a successor now, or lets the one that is published sign as soon as it may.
    void rotateNow() {
        if (turns.isEmpty()) {
            make(now);
        } else if (!hasNext()) {
            make(now.plus(schedule.publishAhead()));
        } else {
            SigningKey next = turns.removeLast();
            Instant known = next.times().published().plus(schedule.publishAhead());
            Instant soonest = known.isAfter(now) ? known : now;
            turns.add(
                    soonest.isBefore(next.times().signsFrom())
                            ? next.with(next.times().signingFrom(soonest))
                            : next);
            sort();
        }
    }

    /// Lets the key that signs stop, and the next one go: the algorithm is not used any more.
    void retireAll() {
        for (SigningKey key : turns) {
            if (key.times().state(now) == KeyTimes.State.CURRENT) {
                retired.add(key.with(key.times().retiredAt(now, schedule.keepRetired())));
            }
        }
        turns.clear();
    }

    /// Takes a key out at once, and lets another sign in its place at once.
    void withdraw(String id) {
        retired.removeIf(key -> key.id().equals(id));
        if (turns.removeIf(key -> key.id().equals(id)) && !hasCurrent()) {
            make(now);
        }
    }

    /// The keys with which it goes on: each that has a successor stops when that one begins.
    List<SigningKey> keys() {
        List<SigningKey> settled = new ArrayList<>(retired);
        for (int i = 0; i < turns.size(); i++) {
            SigningKey key = turns.get(i);
            KeyTimes times =
                    i + 1 < turns.size()
                            ? key.times()
                                    .retiredAt(
                                            turns.get(i + 1).times().signsFrom(),
                                            schedule.keepRetired())
                            : key.times().withoutEnd();
            settled.add(times.equals(key.times()) ? key : key.with(times));
        }
        return settled;
    }

    private Instant dueAt(SigningKey key) {
        return key.times().signsFrom().plus(schedule.rotateEvery()).minus(schedule.publishAhead());
    }

    private boolean hasCurrent() {
        return turns.stream().anyMatch(key -> key.times().state(now) == KeyTimes.State.CURRENT);
    }

    private boolean hasNext() {
        return turns.getLast().times().signsFrom().isAfter(now);
    }

    private void make(Instant signsFrom) {
        turns.add(SigningKey.generate(algorithm, KeyTimes.from(now, signsFrom), random));
        sort();
    }

    private void sort() {
        turns.sort(
                Comparator.comparing((SigningKey key) -> key.times().signsFrom())
                        .thenComparing(SigningKey::id));
    }
}
