package io.grantway.services.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The last thousand runs of a channel that were answered before they ended, in memory.
final class AcceptedRuns {
    private static final int REMEMBERED = 1000;

    private final Supplier<String> ids;
    private final Map<String, String> states = new LinkedHashMap<>();

    AcceptedRuns(Supplier<String> ids) {
        this.ids = ids;
    }

    /// @return the run's id
    synchronized String begin() {
        String id = ids.get();
        states.put(id, "running");
        if (states.size() > REMEMBERED) {
            states.remove(states.keySet().iterator().next());
        }
        return id;
    }

    synchronized void end(String id, String state) {
        states.replace(id, state);
    }

    synchronized Optional<String> find(String id) {
        return Optional.ofNullable(states.get(id));
    }
}
