package io.grantway.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The places where recent pages of a listing ended. A token may go between one page and the next;
/// its row would be needed to know where to go on.
final class PageEnds {
    private static final int KEPT = 1000;

    private final Map<UUID, Long> places =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
                    return size() > KEPT;
                }
            };

    synchronized void remember(UUID id, long place) {
        places.remove(id);
        places.put(id, place);
    }

    synchronized Optional<Long> find(UUID id) {
        return Optional.ofNullable(places.get(id));
    }
}
