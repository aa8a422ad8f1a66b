package io.grantway.services.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What lies in the services directory at one moment.
///
/// @param units files that stand for themselves: `*.java` and `*.jar`
/// @param shared source files below `shared`, which every `*.java` may refer to
/// @param libraries jars in `lib` and in the directories in it, which every unit may refer to
record Look(
        SortedMap<Path, Stamp> units,
        SortedMap<Path, Stamp> shared,
        SortedMap<Path, Stamp> libraries) {

    /// @throws UncheckedIOException where the directory cannot be read; a missing one is empty
    static Look at(Path directory) {
        return new Look(
                files(directory, 1, name -> name.endsWith(".java") || name.endsWith(".jar")),
                files(directory.resolve("shared"), 16, name -> name.endsWith(".java")),
                files(directory.resolve("lib"), 2, name -> name.endsWith(".jar")));
    }

    private static SortedMap<Path, Stamp> files(
            Path directory, int depth, Predicate<String> wanted) {
        SortedMap<Path, Stamp> found = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(directory, depth)) {
            files.filter(file -> isWanted(file, wanted))
                    .forEach(file -> Stamp.of(file).ifPresent(stamp -> found.put(file, stamp)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /// Editors keep half-written copies under names that begin with a dot.
    private static boolean isWanted(Path file, Predicate<String> wanted) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && wanted.test(name) && !name.equals("package-info.java");
    }

    /// What all units have in common.
    Map<Path, Stamp> common() {
        Map<Path, Stamp> all = new TreeMap<>(shared);
        all.putAll(libraries);
        return all;
    }
}
