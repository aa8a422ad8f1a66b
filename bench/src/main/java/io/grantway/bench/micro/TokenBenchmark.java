package io.grantway.bench.micro;

import io.grantway.oauth.TokenHash;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A token that was seen before: its hash, and the verdict in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {
    @Param({"1", "5000"})
    int distinct;

    private final TokenCache cache = Fixtures.tokens();
    private String[] tokens = {};
    private int next;

    @Setup
    public void remember() {
        tokens = new String[distinct];
        for (int i = 0; i < distinct; i++) {
            tokens[i] = Fixtures.token(i);
            cache.validate(TokenHash.of(tokens[i]), tokens[i]);
        }
    }

    private String token() {
        next = next + 1 == tokens.length ? 0 : next + 1;
        return tokens[next];
    }

    @Benchmark
    public TokenHash hash() {
        return TokenHash.of(token());
    }

    @Benchmark
    public Optional<Verdict> hashAndVerdict() {
        return cache.known(TokenHash.of(token()));
    }
}
