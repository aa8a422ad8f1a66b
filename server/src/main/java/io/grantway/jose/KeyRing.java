package io.grantway.jose;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// The keys that one issuer signs with. They take turns: a new key is published, waits until
/// everybody knows it, signs, retires, stays published until nothing signed by it is good any more,
/// and goes.
///
/// Reading takes no lock. Turns change by the clock alone; what has to be made or thrown away is
/// done by [#upkeep], which may come late: a key goes on until its successor is there.
public final class KeyRing {
    private final String issuer;
    private final Set<SigningAlgorithm> algorithms;
    private final KeySchedule schedule;
    private final SigningKeyStore store;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Object changing = new Object();
    private volatile KeySnapshot snapshot;

    private KeyRing(
            String issuer,
            Collection<SigningAlgorithm> algorithms,
            KeySchedule schedule,
            SigningKeyStore store,
            InstantSource clock,
            SecureRandom random) {
        this.issuer = issuer;
        this.algorithms = EnumSet.noneOf(SigningAlgorithm.class);
        this.algorithms.addAll(algorithms);
        this.schedule = schedule;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.snapshot =
                KeySnapshot.EMPTY.with(
                        store.all(issuer).stream()
                                .filter(key ->
                                        key.times().state(clock.instant()) != KeyTimes.State.GONE)
                                .toList(),
                        random);
    }

    /// Reads what the store has. Keys that are missing are made when they are first needed, or by
    /// the first [#upkeep]: an RSA key takes longer than the rest of a start.
    ///
    /// @throws RuntimeException where the store cannot be read, or its keys not be opened
    public static KeyRing open(
            String issuer,
            Collection<SigningAlgorithm> algorithms,
            KeySchedule schedule,
            SigningKeyStore store,
            InstantSource clock,
            SecureRandom random) {
        return new KeyRing(issuer, algorithms, schedule, store, clock, random);
    }

    public String issuer() {
        return issuer;
    }

    /// Who signs now. Ask for every token: the answer changes.
    ///
    /// @throws IllegalArgumentException where the issuer does not sign by this algorithm
    public JwtSigner signer(SigningAlgorithm algorithm) {
        if (!algorithms.contains(algorithm)) {
            throw new IllegalArgumentException(
                    "the issuer signs by " + algorithms + ", not by " + algorithm);
        }
        Instant now = clock.instant();
        Optional<JwtSigner> known = snapshot.signer(algorithm, now);
        return known.isPresent() ? known.get() : complete().signer(algorithm, now).orElseThrow();
    }

    /// The public key set (RFC 7517 §5): keys that will sign, sign, and have signed what is still
    /// good.
    public ObjectNode jwks() {
        return whole().jwks();
    }

    /// The same keys, to verify what this issuer signed.
    public KeySet keySet() {
        return whole().verification();
    }

    /// The keys with their times, for an operator.
    public List<SigningKey> keys() {
        return whole().keys();
    }

    public Set<SigningAlgorithm> algorithms() {
        return EnumSet.copyOf(algorithms);
    }

    public KeySchedule schedule() {
        return schedule;
    }

    /// Makes successors that are due and throws away what is gone. To be called now and then: much
    /// more often than a key is published ahead.
    ///
    /// @throws RuntimeException where the store cannot take it; the keys go on as they were
    public void upkeep() {
        change(KeyPlan::rotateWhenDue);
    }

    /// Begins a rotation of every algorithm now instead of when it is due: a successor is published
    /// and signs as soon as everybody can know it. One that is under way is not begun again.
    public void rotateNow() {
        change(KeyPlan::rotateNow);
    }

    /// Takes a key out at once that others may know. What it signed stops being good wherever the
    /// key set is read again, and its replacement signs before everybody knows it.
    ///
    /// @return whether there was such a key
    public boolean withdraw(String id) {
        boolean there = keys().stream().anyMatch(key -> key.id().equals(id));
        change(plan -> {
            plan.rotateWhenDue();
            plan.withdraw(id);
        });
        return there;
    }

    private KeySnapshot whole() {
        KeySnapshot seen = snapshot;
        return seen.canSign(algorithms, clock.instant()) ? seen : complete();
    }

    /// Makes what is missing, once, whoever comes first.
    private KeySnapshot complete() {
        synchronized (changing) {
            if (!snapshot.canSign(algorithms, clock.instant())) {
                upkeep();
            }
            return snapshot;
        }
    }

    /// A key is kept before it signs: a token whose key did not survive a crash could not be
    /// verified.
    private void change(Consumer<KeyPlan> step) {
        synchronized (changing) {
            Instant now = clock.instant();
            List<SigningKey> before = store.all(issuer);
            List<SigningKey> after = new ArrayList<>();
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                KeyPlan plan = new KeyPlan(schedule, now, algorithm, random, before);
                if (algorithms.contains(algorithm)) {
                    step.accept(plan);
                } else {
                    plan.retireAll();
                }
                after.addAll(plan.keys());
            }
            save(before, after);
            snapshot = snapshot.with(after, random);
        }
    }

    private void save(List<SigningKey> before, List<SigningKey> after) {
        List<SigningKey> put = new ArrayList<>(after);
        put.removeAll(before);
        Set<String> gone = new HashSet<>();
        before.forEach(key -> gone.add(key.id()));
        after.forEach(key -> gone.remove(key.id()));
        if (!put.isEmpty() || !gone.isEmpty()) {
            store.save(issuer, put, gone);
        }
    }

    @Override
    public String toString() {
        return "KeyRing[" + issuer + ", " + algorithms + "]";
    }
}
