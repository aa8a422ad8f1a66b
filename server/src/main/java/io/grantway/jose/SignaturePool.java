package io.grantway.jose;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.ArrayBlockingQueue;

/// Signatures that already have their key: giving it to a new one costs more than an ES256
/// signature. Grows to what is used at once, up to a bound.
final class SignaturePool {
    /// Makes one with its key.
    @FunctionalInterface
    interface Maker {
        Signature make() throws GeneralSecurityException;
    }

    private static final int MOST_IDLE = 16;

    private final ArrayBlockingQueue<Signature> idle = new ArrayBlockingQueue<>(MOST_IDLE);
    private final Maker maker;

    SignaturePool(Maker maker) {
        this.maker = maker;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = take();
            signature.update(message);
            byte[] signed = signature.sign();
            idle.offer(signature);
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can always sign", e);
        }
    }

    boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = take();
            signature.update(message);
            boolean right = signature.verify(signed);
            idle.offer(signature);
            return right;
        } catch (SignatureException _) {
            // No signature of this algorithm's shape. Whatever state that left is dropped.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was checked can always verify", e);
        }
    }

    private Signature take() throws GeneralSecurityException {
        Signature signature = idle.poll();
        return signature == null ? maker.make() : signature;
    }
}
