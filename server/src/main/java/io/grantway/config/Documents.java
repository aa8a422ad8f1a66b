package io.grantway.config;

import io.grantway.config.Node.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of one configuration, read and added up.
final class Documents {
    private final Mistakes mistakes;
    private final Merge merge;
    private final Map<Path, String> digests = new TreeMap<>();
    private final Set<Path> seen = new HashSet<>();
    private @Nullable Table merged;
    private @Nullable Path base;
    private boolean partial;

    Documents(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.merge = new Merge(mistakes);
    }

    /// What was read, by path.
    Map<Path, String> digests() {
        return digests;
    }

    /// The directory of the first file, or where there is none the one we were started in.
    Path base() {
        return base == null ? Path.of("").toAbsolutePath() : base;
    }

    /// Whether some file could not be read.
    boolean partial() {
        return partial;
    }

    Table merged() {
        return merged == null ? Table.empty(new Place("no file", 0, 0, "")) : merged;
    }

    /// Reads a file, or a directory's files.
    void read(Path fileOrDirectory) {
        if (!Files.isDirectory(fileOrDirectory)) {
            readFile(fileOrDirectory);
            return;
        }
        try {
            List<Path> files = Disk.yamlFiles(fileOrDirectory);
            digests.put(fileOrDirectory, Disk.digest(files));
            if (files.isEmpty()) {
                refuse(fileOrDirectory.toString(), "holds no *.yaml or *.yml file");
            }
            files.forEach(this::readFile);
        } catch (IOException e) {
            digests.put(fileOrDirectory, Disk.UNREADABLE);
            refuse(fileOrDirectory.toString(), "cannot be read: " + e.getMessage());
        }
    }

    private void readFile(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!seen.add(absolute)) {
            return;
        }
        try {
            digests.put(file, Disk.digest(file));
            byte[] bytes = Disk.read(file);
            digests.put(file, Disk.digest(bytes));
            Source source = new Source(file.toString(), absolute.getParent(), true);
            base = base == null ? absolute.getParent() : base;
            decode(bytes, source).ifPresent(text -> read(text, source));
        } catch (IOException e) {
            refuse(file.toString(), "cannot be read: " + e.getMessage());
        }
    }

    /// Reads a text.
    void read(String text, Source source) {
        int before = mistakes.size();
        Optional<Node> node = YamlTree.parse(text, source, mistakes);
        switch (node.orElse(null)) {
            case Table table -> merged = merged == null ? table : merge.tables(merged, table);
            case Node.Scalar scalar when scalar.isNull() -> refuse(source.name(), "is empty");
            case null -> {
                partial = true;
                if (mistakes.size() == before) {
                    refuse(source.name(), "is empty");
                }
            }
            case Node other -> {
                partial = true;
                mistakes.add(other.place(), "must be a mapping of keys, not " + other.kind());
            }
        }
    }

    private Optional<String> decode(byte[] bytes, Source source) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            String text = out.flip().toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        }
        partial = true;
        String good = out.flip().toString();
        int line = 1 + (int) good.chars().filter(c -> c == '\n').count();
        int column = good.length() - good.lastIndexOf('\n');
        mistakes.add(
                Place.startOf(source.name()).at(line, column), "holds bytes that are not UTF-8");
        return Optional.empty();
    }

    private void refuse(String name, String message) {
        partial = true;
        mistakes.add(Place.startOf(name), message);
    }
}
