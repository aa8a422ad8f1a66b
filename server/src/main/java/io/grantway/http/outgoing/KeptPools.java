package io.grantway.http.outgoing;

import io.grantway.http.Deadlines;
import io.grantway.http.NameResolver;
import io.grantway.http.OutgoingPool;
import io.grantway.http.OutgoingPools;
import io.grantway.http.OutgoingRule;
import io.grantway.http.PoolSettings;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/// All pools of this server, and what they share.
public final class KeptPools implements OutgoingPools {
    private final Supplier<OutgoingRule> rule;
    private final NameResolver names;
    private final Authorities authorities;
    private final Deadlines deadlines = Deadlines.ofWaiting();

    /// Those that are still in use by somebody.
    private final Set<KeptPool> open =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public KeptPools(Supplier<OutgoingRule> rule, NameResolver names, Authorities authorities) {
        this.rule = rule;
        this.names = names;
        this.authorities = authorities;
    }

    @Override
    public OutgoingPool open(PoolSettings settings) {
        KeptPool pool = new KeptPool(settings, rule, new Names(names), authorities, deadlines);
        open.add(pool);
        return pool;
    }

    @Override
    public void close() {
        for (KeptPool each : open.toArray(KeptPool[]::new)) {
            each.close();
        }
        deadlines.endAll();
    }
}
