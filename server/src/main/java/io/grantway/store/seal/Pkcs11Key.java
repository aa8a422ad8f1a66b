package io.grantway.store.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Random;
import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// An AES key in a token, which encrypts (AES-256-GCM) and decrypts there.
final class Pkcs11Key implements Aead {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Provider token;
    private final SecretKey key;
    private final int number;

    private Pkcs11Key(Provider token, SecretKey key, int number) {
        this.token = token;
        this.key = key;
        this.number = number;
    }

    /// The keys of a token that are named.
    ///
    /// @throws StoreUnavailable when the token or one of the keys in it cannot be used
    static SealKeys all(Pkcs11Config config) {
        try {
            Provider token = token(config);
            KeyStore keys = KeyStore.getInstance("PKCS11", token);
            keys.load(null, config.pin().expose(String::toCharArray));
            Map<Integer, Aead> all = new HashMap<>();
            for (String label : config.formerKeyLabels()) {
                all.put(number(label), find(token, keys, label, config.slot()));
            }
            int primary = number(config.keyLabel());
            all.put(primary, find(token, keys, config.keyLabel(), config.slot()));
            return new SealKeys(primary, Map.copyOf(all));
        } catch (GeneralSecurityException
                | IOException
                | InvalidParameterException
                | ProviderException
                | UnsupportedOperationException e) {
            throw new StoreUnavailable(
                    "server.store.pkcs11: the token in slot "
                            + config.slot()
                            + " cannot be used; look at library, slot and pin ("
                            + root(e)
                            + ")",
                    e);
        }
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    private static Pkcs11Key find(Provider token, KeyStore keys, String label, long slot)
            throws GeneralSecurityException {
        if (keys.getKey(label, null) instanceof SecretKey key && "AES".equals(key.getAlgorithm())) {
            return new Pkcs11Key(token, key, number(label));
        }
        throw new StoreUnavailable(
                "server.store.pkcs11: the token in slot "
                        + slot
                        + " has no AES key with the label \""
                        + label
                        + "\"");
    }

    private static Provider token(Pkcs11Config config) {
        // Two dashes: the text itself, not the name of a file.
        return Security.getProvider("SunPKCS11")
                .configure(
                        "--name = grantway\nlibrary = \""
                                + config.library()
                                + "\"\nslot = "
                                + config.slot()
                                + "\n");
    }

    /// The same on every node; another for another key, so that the two can be told apart.
    private static int number(String label) throws GeneralSecurityException {
        byte[] name = ("pkcs11 " + label).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name)).getInt();
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[] row) throws GeneralSecurityException {
        byte[] nonce = Random.randBytes(NONCE);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, 0, row);
        return ByteBuffer.allocate(KeyNumber.LENGTH + NONCE + sealed.length)
                .put(KeyNumber.prefix(number))
                .put(nonce)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] decrypt(byte[] sealed, byte[] row) throws GeneralSecurityException {
        int start = KeyNumber.LENGTH + NONCE;
        if (sealed.length < start + TAG_BITS / Byte.SIZE) {
            throw new GeneralSecurityException("too short");
        }
        byte[] nonce = new byte[NONCE];
        System.arraycopy(sealed, KeyNumber.LENGTH, nonce, 0, NONCE);
        return run(Cipher.DECRYPT_MODE, nonce, sealed, start, row);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, int from, byte[] row)
            throws GeneralSecurityException {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER, token);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(row);
            return cipher.doFinal(text, from, text.length - from);
        } catch (ProviderException e) {
            throw new GeneralSecurityException("the token refused: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "Pkcs11Key[" + number + "]";
    }
}
