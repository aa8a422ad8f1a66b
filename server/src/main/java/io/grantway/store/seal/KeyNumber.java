package io.grantway.store.seal;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// The number of the key that something is sealed by, which stands before it: a byte 1 and four
/// more, as Tink writes them.
public final class KeyNumber {
    private static final byte START = 1;

    /// How many bytes.
    public static final int LENGTH = 1 + Integer.BYTES;

    private KeyNumber() {}

    /// Empty for what nothing here has sealed.
    public static OptionalInt of(byte[] sealed) {
        return sealed.length < LENGTH || sealed[0] != START
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(sealed).getInt(1));
    }

    /// What stands before everything that a key seals.
    public static byte[] prefix(int key) {
        return ByteBuffer.allocate(LENGTH).put(START).putInt(key).array();
    }
}
