package io.grantway.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/// A passkey in software with the browser in front of it (Web Authentication Level 3 §6.5, §5.8.1),
/// which lies where it is told to.
public final class TestAuthenticator {
    private static final int PRESENT = 1;
    private static final int VERIFIED = 4;
    private static final int ATTESTED = 64;

    private final KeyPair keys;
    private final byte[] id = new byte[32];
    private byte[] handle = new byte[0];
    public String origin = "https://api.example";
    public String party = "api.example";
    public String type = "";
    public boolean present = true;
    public boolean verified = true;
    public boolean crossOrigin;
    public long counter = 1;

    public TestAuthenticator() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
            new SecureRandom().nextBytes(id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String id() {
        return text(id);
    }

    /// What it knows its user by, base64url.
    public void handle(String text) {
        handle = Base64.getUrlDecoder().decode(text);
    }

    /// Fills in the form that asks for a new passkey.
    public TestBrowser.Form created(TestBrowser.Form form) {
        byte[] data = data(PRESENT | VERIFIED | ATTESTED, attested());
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.writeBytes(hex("a363666d74646e6f6e656761747453746d74a06861757468446174615900"));
        object.write(data.length);
        object.writeBytes(data);
        return form.with("clientData", text(client(form, "webauthn.create")))
                .with("attestation", text(object.toByteArray()));
    }

    /// Fills in the form that asks for a passkey.
    public TestBrowser.Form used(TestBrowser.Form form) {
        byte[] client = client(form, "webauthn.get");
        byte[] data = data(PRESENT | VERIFIED, new byte[0]);
        return form.with("id", id())
                .with("clientData", text(client))
                .with("authenticatorData", text(data))
                .with("signature", text(signed(data, sha256(client))))
                .with("userHandle", text(handle));
    }

    private byte[] client(TestBrowser.Form form, String usual) {
        String json =
                "{\"type\":\""
                        + (type.isEmpty() ? usual : type)
                        + "\",\"challenge\":\""
                        + form.fields().get("challenge")
                        + "\",\"origin\":\""
                        + origin
                        + "\",\"crossOrigin\":"
                        + crossOrigin
                        + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] data(int usual, byte[] attested) {
        int flags = usual & ~(present ? 0 : PRESENT) & ~(verified ? 0 : VERIFIED);
        ByteBuffer data = ByteBuffer.allocate(37 + attested.length);
        data.put(sha256(party.getBytes(StandardCharsets.UTF_8)));
        data.put((byte) flags).putInt((int) counter).put(attested);
        return data.array();
    }

    private byte[] attested() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16]);
        out.write(0);
        out.write(id.length);
        out.writeBytes(id);
        out.writeBytes(hex("a5010203262001215820"));
        out.writeBytes(coordinate(key.getW().getAffineX()));
        out.writeBytes(hex("225820"));
        out.writeBytes(coordinate(key.getW().getAffineY()));
        return out.toByteArray();
    }

    private byte[] signed(byte[] data, byte[] hash) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(hash);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] raw = number.toByteArray();
        byte[] bytes = new byte[32];
        for (int i = 0; i < Math.min(32, raw.length); i++) {
            bytes[31 - i] = raw[raw.length - 1 - i];
        }
        return bytes;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
