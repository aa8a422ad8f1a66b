package io.grantway.authserver;

import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that an authenticator encoded and that only a library reads (Web Authentication Level 3
/// §6.5.2).
public final class PublicCredential {
    private final byte[] bytes;

    private PublicCredential(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public static PublicCredential of(byte[] bytes) {
        return new PublicCredential(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicCredential credential
                && MessageDigest.isEqual(bytes, credential.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "credential of " + bytes.length + " bytes";
    }
}
