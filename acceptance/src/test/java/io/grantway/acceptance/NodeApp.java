package io.grantway.acceptance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An app on Node, made with a library of others: a script of `src/test/clients`, which prints
/// lines of JSON.
final class NodeApp implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/clients").toAbsolutePath();
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private NodeApp(Process process) {
        this.process = process;
        this.out = process.inputReader();
        this.in = process.outputWriter();
    }

    /// @param certificate that the app trusts beside those of everybody
    static NodeApp start(Path certificate, String script, String... arguments) {
        install();
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder app = new ProcessBuilder(command).directory(INSTALLED.toFile());
            app.environment().put("NODE_EXTRA_CA_CERTS", certificate.toString());
            app.redirectError(INSTALLED.resolve(script + ".log").toFile());
            Files.copy(
                    SCRIPTS.resolve(script),
                    INSTALLED.resolve(script),
                    StandardCopyOption.REPLACE_EXISTING);
            return new NodeApp(app.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled() throws IOException {
        Path lock = INSTALLED.resolve("package-lock.json");
        return Files.exists(INSTALLED.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(lock, SCRIPTS.resolve("package-lock.json")) < 0;
    }

    /// The libraries, by the lock file, once.
    private static synchronized void install() {
        try {
            if (isInstalled()) {
                return;
            }
            Files.createDirectories(INSTALLED);
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.copy(
                        SCRIPTS.resolve(name),
                        INSTALLED.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Process npm =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                            .directory(INSTALLED.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                            .start();
            if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new AssertionError(Files.readString(INSTALLED.resolve("npm.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next line that it prints.
    JsonNode says() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("the app ended: " + errors());
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String errors() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var logs = Files.newDirectoryStream(INSTALLED, "*.mjs.log")) {
            for (Path log : logs) {
                all.append(Files.readString(log));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
