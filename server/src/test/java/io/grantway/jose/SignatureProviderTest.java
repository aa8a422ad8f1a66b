package io.grantway.jose;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.jose.Verification.Verified;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same tokens on machines with and without the native library.
@Timeout(120)
class SignatureProviderTest {
    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    @TempDir private Path directory;

    private static List<String> lines(Process process) throws IOException, InterruptedException {
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor()).as(lines.toString()).isZero();
            return lines;
        }
    }

    private static Process sign(String classPath, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx128m",
                                "-cp",
                                classPath));
        command.addAll(List.of(options));
        command.add(SignOnce.class.getName());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void assertSignedBy(List<String> lines, String provider) {
        assertThat(lines).hasSize(SigningAlgorithm.values().length + 3);
        assertThat(lines.get(lines.size() - 2)).isEqualTo(provider);
        assertThat(lines.getLast()).contains("SunEC").doesNotContain(NATIVE);
        KeySet keys = KeySet.parse(lines.getFirst());
        JwtVerifier verifier = JwtVerifier.allowing(List.of(SigningAlgorithm.values()));
        assertThat(lines.subList(1, lines.size() - 2))
                .allSatisfy(token ->
                        assertThat(verifier.verify(token, keys)).isInstanceOf(Verified.class));
    }

    @Test
    void signsWithTheNativeLibraryWhereThereIsOneButLeavesThePlatformAsItIs() throws Exception {
        assertSignedBy(lines(sign(System.getProperty("java.class.path"))), NATIVE);
    }

    @Test
    void signsWithTheJdkWhereTheLibraryIsMissing() throws Exception {
        String without =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains(NATIVE))
                        .collect(Collectors.joining(File.pathSeparator));

        assertSignedBy(lines(sign(without)), "JDK");
    }

    @Test
    void signsWithTheJdkWhereTheLibraryCannotBeLoaded() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertSignedBy(
                lines(
                        sign(
                                System.getProperty("java.class.path"),
                                "-Djava.io.tmpdir=" + file.resolve("missing"))),
                "JDK");
    }
}
