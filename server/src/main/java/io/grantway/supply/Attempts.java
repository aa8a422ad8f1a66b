package io.grantway.supply;

import io.grantway.supply.TokenUnavailable.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last token requests of one definition.
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int KEPT = 50;

    private final String whose;
    private final boolean ofMany;
    private final LongAdder obtained;
    private final LongAdder failed;
    private final Deque<Attempt> last = new ArrayDeque<>();
    private String told = "";

    /// @param whose they are, in words
    /// @param ofMany one grant that is dead says nothing of the others, and is told elsewhere
    /// @param obtained counts those of all definitions that brought a token
    /// @param failed counts the others
    Attempts(String whose, boolean ofMany, LongAdder obtained, LongAdder failed) {
        this.whose = whose;
        this.ofMany = ofMany;
        this.obtained = obtained;
        this.failed = failed;
    }

    void add(Attempt attempt) {
        (attempt.failure().isEmpty() ? obtained : failed).increment();
        synchronized (last) {
            last.addLast(attempt);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
            tell(attempt);
        }
    }

    /// One line for each thing that goes wrong, not one for each time.
    private void tell(Attempt attempt) {
        if (ofMany && attempt.failure().filter(it -> it == Reason.GRANT).isPresent()) {
            return;
        }
        String text = attempt.failure().map(it -> it + " " + attempt.text()).orElse("");
        if (text.equals(told)) {
            return;
        }
        told = text;
        if (attempt.failure().isPresent()) {
            LOG.warn("{}: {} ({})", whose, attempt.text(), attempt.failure().get());
        } else {
            LOG.info("{}: its token requests succeed", whose);
        }
    }

    /// The oldest first.
    List<Attempt> all() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
