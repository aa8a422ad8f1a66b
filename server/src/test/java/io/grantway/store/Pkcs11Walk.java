package io.grantway.store;

import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import io.grantway.store.seal.Pkcs11Config;
import io.grantway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Opens a store by the key in a token, in a process of its own, since a token's library reads its
/// environment once: `DATA LIBRARY SLOT PIN LABEL FORMER`. With a former key everything is moved.
/// Prints what the store keeps, or why it was refused.
final class Pkcs11Walk {
    private Pkcs11Walk() {}

    public static void main(String[] arguments) {
        Pkcs11Config token =
                new Pkcs11Config(
                        Path.of(arguments[1]),
                        Long.parseLong(arguments[2]),
                        Secret.of(arguments[3]),
                        arguments[4],
                        List.of());
        List<Secret> former = arguments[5].isEmpty() ? List.of() : List.of(Secret.of(arguments[5]));
        StoreConfig config = new StoreConfig(null, null, former, token);
        try (SqlStore store = SqlStore.open(Path.of(arguments[0]), config, new TestClock())) {
            if (!former.isEmpty()) {
                store.keyRotation().rotateWrapping();
                store.keyRotation().proceed();
            }
            KeyRotation.Status status = store.keyRotation().status();
            System.out.println(status.kind() + ", left " + status.left());
            System.out.println(text(store.sealedSettings().find("s").orElseThrow()));
            byte[] row = store.settings().find("row").orElseThrow();
            System.out.println(text(store.rowSeal().open("default", row, "row 1")));
        } catch (StoreUnavailable e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
