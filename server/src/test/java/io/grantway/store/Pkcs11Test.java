package io.grantway.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the store's key may be in a token: SoftHSM, where it is installed (`make test` sees to it).
class Pkcs11Test {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "2468";
    private static final String LABEL = "grantway-store";

    @TempDir private Path directory;
    private Path data;
    private String slot;

    @BeforeEach
    void makeTokenAndKey() throws Exception {
        assumeTrue(Files.exists(LIBRARY), "SoftHSM is not installed");
        data = directory.resolve("data");
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens);
        String made =
                run(
                        List.of(
                                "softhsm2-util",
                                "--init-token",
                                "--free",
                                "--label=grantway",
                                "--pin=" + PIN,
                                "--so-pin=" + PIN));
        Matcher number = Pattern.compile("slot (\\d+)").matcher(made);
        assertThat(number.find()).as(made).isTrue();
        slot = number.group(1);
        makeKey();
    }

    private void makeKey() throws Exception {
        Path provider = directory.resolve("provider");
        Files.writeString(provider, "name = t\nlibrary = " + LIBRARY + "\nslot = " + slot + "\n");
        run(
                List.of(
                        java("keytool"),
                        "-genseckey",
                        "-alias",
                        LABEL,
                        "-keyalg",
                        "AES",
                        "-keysize",
                        "256",
                        "-keystore",
                        "NONE",
                        "-storetype",
                        "PKCS11",
                        "-providerClass",
                        "sun.security.pkcs11.SunPKCS11",
                        "-providerArg",
                        provider.toString(),
                        "-storepass",
                        PIN));
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(out).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }

    private String open(String pin, String label, String former) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java("java"),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.grantway.store.Pkcs11Walk"));
        command.addAll(List.of(data.toString(), LIBRARY.toString(), slot, pin, label, former));
        return run(command);
    }

    @Test
    void movesAStoreIntoATokenAndNeedsItFromThenOn() throws Exception {
        try (SqlStore store = SqlStore.open(data, new TestClock())) {
            store.sealedSettings().put("s", "a secret".getBytes(US_ASCII));
            byte[] row = store.rowSeal().seal("default", "a row".getBytes(US_ASCII), "row 1");
            store.settings().put("row", row);
        }
        String former = Files.readString(data.resolve("store.key"));

        assertThat(open(PIN, LABEL, former)).contains("pkcs11, left 0", "a secret", "a row");
        assertThat(open(PIN, LABEL, "")).contains("pkcs11, left 0", "a secret", "a row");
        assertThatThrownBy(() -> SqlStore.open(data, new TestClock()))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is not the one that the database was encrypted by");
        assertThat(open("0000", LABEL, "")).contains("refused", "CKR_PIN_INCORRECT");
        assertThat(open(PIN, "another", "")).contains("refused", "no AES key", "\"another\"");
    }
}
