package io.grantway.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a configuration was read from: its files and directories and the files that it refers to,
/// each with a digest of what stood there.
public final class Sources {
    private final Map<Path, String> digests;

    Sources(Map<Path, String> digests) {
        this.digests = new TreeMap<>(digests);
    }

    public Set<Path> paths() {
        return digests.keySet();
    }

    /// Adds what a check has read besides.
    void add(Path path) {
        digests.put(path, Disk.digest(path));
    }

    /// The same paths with what stands there now.
    Sources now() {
        Map<Path, String> fresh = new TreeMap<>();
        digests.keySet().forEach(path -> fresh.put(path, Disk.digest(path)));
        return new Sources(fresh);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sources sources && digests.equals(sources.digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    /// Paths only: the digest of a short secret would help whoever wants to guess it.
    @Override
    public String toString() {
        return digests.keySet().toString();
    }
}
