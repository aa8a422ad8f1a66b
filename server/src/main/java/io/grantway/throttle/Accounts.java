package io.grantway.throttle;

import io.github.bucket4j.TimeMeter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The accounts of all users. A bounded number is remembered: whoever has everything left is
/// forgotten when others come, and where there are too many, anybody.
///
/// A plain map and not a cache: a cache writes down each time it is read, which costs more here
/// than all the counting.
final class Accounts {
    private static final int REMEMBERED = 200_000;

    /// How many are looked at for each that comes.
    private static final int LOOKED_AT = 4;

    private final TimeMeter time;
    private final int most;
    private final ConcurrentMap<User, Account> accounts = new ConcurrentHashMap<>();
    private Iterator<Map.Entry<User, Account>> round = accounts.entrySet().iterator();

    Accounts(TimeMeter time) {
        this(time, REMEMBERED);
    }

    Accounts(TimeMeter time, int most) {
        this.time = time;
        this.most = most;
    }

    Account of(User user, List<Quota.Limit> limits) {
        Account known = accounts.get(user);
        if (known == null || !known.isOf(limits)) {
            return open(user, limits);
        }
        known.touch();
        return known;
    }

    private Account open(User user, List<Quota.Limit> limits) {
        forgetSome();
        return accounts.compute(
                user,
                (_, old) -> old != null && old.isOf(limits) ? old : new Account(limits, time));
    }

    private synchronized void forgetSome() {
        for (int i = 0; i < LOOKED_AT; i++) {
            if (!round.hasNext()) {
                // No further: one is not looked at twice for one that comes.
                round = accounts.entrySet().iterator();
                return;
            }
            Map.Entry<User, Account> each = round.next();
            Account account = each.getValue();
            // One that is about to be taken from is full too.
            boolean idle = !account.wasTouched() && account.isFull();
            if (idle || accounts.size() >= most) {
                accounts.remove(each.getKey(), account);
            }
        }
    }

    int size() {
        return accounts.size();
    }
}
