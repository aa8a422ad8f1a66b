package io.grantway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packed distribution, unpacked once for all tests.
final class Distribution {
    private static final Path WORK = Path.of(System.getProperty("grantway.work"));
    private static final Distribution UNPACKED = unpack(WORK.resolve("distribution"));

    private final Path home;

    private Distribution(Path home) {
        this.home = home;
    }

    static Distribution unpacked() {
        return UNPACKED;
    }

    /// Another copy, in a directory of its own.
    static Distribution unpack(Path into) {
        try {
            delete(into);
            Files.createDirectories(into);
            String tarball = System.getProperty("grantway.tarball");
            Process tar =
                    new ProcessBuilder("tar", "xzf", tarball, "-C", into.toString())
                            .inheritIO()
                            .start();
            if (tar.waitFor() != 0) {
                throw new IOException("cannot unpack " + tarball + ": run mvn package first");
            }
            try (var entries = Files.list(into)) {
                return new Distribution(entries.findFirst().orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An empty directory for one test's files.
    static Path emptyDirectory(String name) {
        try {
            Path directory = Files.createDirectories(WORK).resolve(name);
            delete(directory);
            return Files.createDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    Path home() {
        return home;
    }

    Path launcher() {
        return home.resolve("bin/grantway");
    }

    /// Starts a command that stays.
    ///
    /// @param log takes what it prints
    Process start(Path log, Map<String, String> environment, List<String> arguments) {
        try {
            return process(environment, arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command to its end.
    Finished run(Map<String, String> environment, String... arguments) {
        try {
            Path directory = Files.createDirectories(WORK);
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            Process process =
                    process(environment, List.of(arguments))
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", arguments) + " hangs:\n" + Files.readString(out));
            }
            return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder process(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        // Whoever starts the tests in the background leaves Ctrl-C ignored, which a process
        // inherits.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(launcher().toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(WORK.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        return builder;
    }

    /// What a command came to.
    record Finished(int exitCode, String out, String err) {}
}
