package io.grantway.bench.micro;

import io.grantway.http.Json;
import io.grantway.jose.JwtSigner;
import io.grantway.jose.JwtVerifier;
import io.grantway.jose.KeyRing;
import io.grantway.jose.KeySchedule;
import io.grantway.jose.KeySet;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.jose.SigningKey;
import io.grantway.jose.SigningKeyStore;
import io.grantway.jose.Verification;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.node.ObjectNode;

/// An access token of the usual claims: made, and verified as if it had never been seen.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    /// Keeps nothing: the ring has its keys in memory.
    private static final class Forgetful implements SigningKeyStore {
        @Override
        public List<SigningKey> all(String issuer) {
            return List.of();
        }

        @Override
        public void save(String issuer, Collection<SigningKey> put, Collection<String> gone) {}
    }

    @Param({"ES256", "RS256", "PS256", "EDDSA"})
    SigningAlgorithm algorithm = SigningAlgorithm.ES256;

    private final KeyRing ring =
            KeyRing.open(
                    "https://auth.example",
                    List.of(SigningAlgorithm.values()),
                    new KeySchedule(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(1)),
                    new Forgetful(),
                    InstantSource.system(),
                    new SecureRandom());
    private final KeySet keys = ring.keySet();
    private final JwtVerifier verifier =
            JwtVerifier.allowing(List.of(SigningAlgorithm.values())).requiringType("at+jwt");
    private final ObjectNode claims =
            Json.object()
                    .put("iss", "https://auth.example")
                    .put("sub", "0199d0c4-7b7e-7c3e-8d5a-3f1f6a1e2b3c")
                    .put("aud", "https://api.example")
                    .put("client_id", "orders")
                    .put("scope", "orders:read orders:write")
                    .put("iat", 1_800_000_000L)
                    .put("exp", 1_800_003_600L)
                    .put("jti", "ZpzrUUZQyIVb6TgDJ3Yb4w");
    private JwtSigner signer = ring.signer(algorithm);
    private String token = "";

    @Setup
    public void choose() {
        signer = ring.signer(algorithm);
        token = sign();
    }

    @Benchmark
    public String sign() {
        return signer.sign("at+jwt", claims);
    }

    @Benchmark
    public Verification verify() {
        return verifier.verify(token, keys);
    }
}
