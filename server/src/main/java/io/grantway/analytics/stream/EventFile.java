package io.grantway.analytics.stream;

import io.grantway.analytics.StreamsConfig.FileConfig;
import io.grantway.http.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file with one line of JSON for each event, and those that were full before it: `events.jsonl`,
/// `events.jsonl.1`, `events.jsonl.2` …, the youngest first.
final class EventFile implements Destination {
    private final FileConfig config;
    private final Losses losses;
    private @Nullable OutputStream out;
    private long size;

    EventFile(FileConfig config, Losses losses) {
        this.config = config;
        this.losses = losses;
    }

    /// What a failing disk has taken of a batch may be there twice afterwards.
    @Override
    public Outcome send(List<CallEvent> events) {
        try {
            for (CallEvent event : events) {
                write((Json.write(event.json()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (out != null) {
                out.flush();
            }
            losses.fine();
            return Outcome.TAKEN;
        } catch (IOException e) {
            losses.failing(config.path() + ": " + e.getMessage());
            close();
            return Outcome.NOT_NOW;
        }
    }

    private void write(byte[] line) throws IOException {
        OutputStream open = out == null ? open() : out;
        if (size > 0 && size + line.length > config.size().bytes()) {
            open.close();
            out = null;
            rotate();
            open = open();
        }
        open.write(line);
        size += line.length;
    }

    private OutputStream open() throws IOException {
        Path directory = config.path().toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        OutputStream opened =
                new BufferedOutputStream(
                        Files.newOutputStream(
                                config.path(),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND));
        out = opened;
        size = Files.size(config.path());
        return opened;
    }

    private void rotate() throws IOException {
        for (int i = config.files() - 1; i >= 1; i--) {
            if (Files.exists(numbered(i))) {
                Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(config.path(), numbered(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path numbered(int number) {
        return config.path().resolveSibling(config.path().getFileName() + "." + number);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            losses.failing(config.path() + ": " + e.getMessage());
        }
        out = null;
    }
}
