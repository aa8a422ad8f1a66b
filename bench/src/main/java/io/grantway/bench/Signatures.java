package io.grantway.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;

/// What a signature costs by itself, with the provider that the server signs with: the floor under
/// a signed token.
final class Signatures {
    private static final Provider PROVIDER = AmazonCorrettoCryptoProvider.INSTANCE;
    private static final byte[] TOKEN = new byte[400];
    private static final int ROUNDS = 7;
    private static final int EACH = 4_000;

    private Signatures() {}

    /// Microseconds a signature, ES256 and RS256 with 2,048 bits.
    static String measured() throws GeneralSecurityException {
        return "ES256 %.1f us, RS256 %.1f us"
                .formatted(
                        micros("EC", 256, "SHA256withECDSA"), micros("RSA", 2048, "SHA256withRSA"));
    }

    private static double micros(String type, int bits, String algorithm)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type, PROVIDER);
        generator.initialize(bits);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < EACH; i++) {
                Signature signature = Signature.getInstance(algorithm, PROVIDER);
                signature.initSign(key);
                signature.update(TOKEN);
                signature.sign();
            }
            micros[round] = (System.nanoTime() - start) / 1000.0 / EACH;
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }
}
