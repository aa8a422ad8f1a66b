package io.grantway.jose;

import io.grantway.testing.InMemorySigningKeyStore;
import io.grantway.testing.TestClock;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A process that signs once by each algorithm and says with what.
final class SignOnce {
    private SignOnce() {}

    /// Prints the key set, a token for each algorithm, then who signed, and the platform's
    /// providers.
    public static void main(String[] arguments) {
        KeyRing ring =
                KeyRing.open(
                        "https://auth.example",
                        List.of(SigningAlgorithm.values()),
                        new KeySchedule(
                                Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1)),
                        new InMemorySigningKeyStore(),
                        new TestClock(),
                        new SecureRandom());
        System.out.println(ring.jwks());
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            String token = ring.signer(algorithm).sign("at+jwt", JwtSignerTest.claims());
            Verification verification =
                    JwtVerifier.allowing(List.of(algorithm)).verify(token, ring.keySet());
            System.out.println(
                    verification instanceof Verification.Verified ? token : verification);
        }
        System.out.println(SignatureProvider.name());
        System.out.println(Arrays.toString(Security.getProviders()));
    }
}
