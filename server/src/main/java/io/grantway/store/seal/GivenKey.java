package io.grantway.store.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.grantway.authserver.StoreUnavailable;
import io.grantway.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/// A key that the operator gives: the text of a key file, or 32 bytes in base64.
final class GivenKey {
    private static final int BYTES = 32;

    private GivenKey() {}

    /// @param where it was given
    /// @throws IllegalArgumentException where it is neither
    static Keyset read(Secret given, String where) {
        return given.expose(text -> {
            try {
                AeadConfig.register();
                return text.strip().startsWith("{")
                        ? Keyset.parse(text.getBytes(StandardCharsets.UTF_8))
                        : new Keyset(ofBytes(Base64.getDecoder().decode(text.strip())));
            } catch (GeneralSecurityException | IllegalArgumentException | StoreUnavailable _) {
                // The cause might repeat the text.
                throw new IllegalArgumentException(
                        where
                                + " must be 32 bytes in base64"
                                + " (openssl rand -base64 32), or the text of a store.key");
            }
        });
    }

    @AccessesPartialKey
    private static KeysetHandle ofBytes(byte[] bytes) throws GeneralSecurityException {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("it has another length");
        }
        AesGcmParameters parameters =
                AesGcmParameters.builder()
                        .setKeySizeBytes(BYTES)
                        .setIvSizeBytes(12)
                        .setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.TINK)
                        .build();
        // Its number stands before everything that it seals, and must be the same on every node.
        int id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
        AesGcmKey key =
                AesGcmKey.builder()
                        .setParameters(parameters)
                        .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                        .setIdRequirement(id)
                        .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(id).makePrimary())
                .build();
    }
}
