package io.grantway.http;

import io.grantway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What is shown to an `https` origin, and whom it is trusted by. Equal where the certificates are.
public final class OriginTls {
    /// Nothing is shown, and whom the system trusts is trusted.
    public static final OriginTls USUAL = new OriginTls(Optional.empty(), Optional.empty());

    private final Optional<Secret> identity;
    private final Optional<String> authorities;
    private final String digest;

    private OriginTls(Optional<Secret> identity, Optional<String> authorities) {
        this.identity = identity;
        this.authorities = authorities;
        this.digest =
                identity.map(secret -> secret.expose(OriginTls::digest)).orElse("")
                        + ":"
                        + authorities.map(OriginTls::digest).orElse("");
    }

    /// @param identity certificate and private key, in PEM, that each connection shows
    /// @param authorities certificates, in PEM, of those who may have signed the origin's, beside
    ///   whom the system trusts
    public static OriginTls of(Optional<Secret> identity, Optional<String> authorities) {
        return identity.isEmpty() && authorities.isEmpty()
                ? USUAL
                : new OriginTls(identity, authorities);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }

    public Optional<Secret> identity() {
        return identity;
    }

    public Optional<String> authorities() {
        return authorities;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OriginTls tls && tls.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /// Nothing of the key.
    @Override
    public String toString() {
        return identity.isPresent() ? "OriginTls[own certificate]" : "OriginTls";
    }
}
