package io.grantway.store.seal;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.nio.file.Path;
import java.util.List;

/// A key in a token (a hardware security module, or one in software), which never leaves it.
public record Pkcs11Config(
        @Key(
                        value = "The PKCS#11 library that the token's maker gives.",
                        example = "/usr/lib/softhsm/libsofthsm2.so")
                Path library,
        @Key(value = "The number of the slot that the token is in.", example = "1284627") long slot,
        @Key(value = "What opens the token.", example = "${env:STORE_PIN}") Secret pin,
        @Key(
                        value =
                                "The label of the key: AES of 256 bits that may encrypt and"
                                        + " decrypt by GCM. The same on all nodes.",
                        example = "grantway-store")
                String keyLabel,
        @Key(
                        "Labels of keys in the same token that the key has come in the place of:"
                                + " they open what it does not, as `server.store.formerKeys` do.")
                List<String> formerKeyLabels) {
    public Pkcs11Config {
        formerKeyLabels = List.copyOf(formerKeyLabels);
    }
}
