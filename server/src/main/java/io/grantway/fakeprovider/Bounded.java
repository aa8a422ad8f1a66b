package io.grantway.fakeprovider;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets what was put first when it is full.
final class Bounded<V> extends LinkedHashMap<String, V> {
    @Serial private static final long serialVersionUID = 1L;

    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
