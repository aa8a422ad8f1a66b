package io.grantway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `grantway sample-api`, as a process on a free port.
final class SampleApi implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/event/1");
    static final String EVENT =
            """
            {"id":1,"Name":"Global Summit","Location":{"id":1,"City":"Boston","Country":"United States of America"}}\
            """;

    private final Process process;
    private final URI uri;

    private SampleApi(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static SampleApi start(Path directory) {
        Path log = directory.resolve("sample-api.log");
        Process process =
                Distribution.unpacked().start(log, Map.of(), List.of("sample-api", "--port", "0"));
        Waiting.until(
                Duration.ofSeconds(30),
                () -> ADDRESS.matcher(read(log)).find() || !process.isAlive(),
                () -> "the sample API does not start: " + read(log));
        var address = ADDRESS.matcher(read(log));
        if (!address.find()) {
            throw new AssertionError("the sample API does not start: " + read(log));
        }
        return new SampleApi(process, URI.create(address.group(1)));
    }

    private static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
