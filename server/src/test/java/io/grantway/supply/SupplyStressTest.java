package io.grantway.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.store.SqlStore;
import io.grantway.testing.AtOnce;
import io.grantway.testing.InMemorySpill;
import io.grantway.testing.RotatingTokens;
import io.grantway.testing.SupplyFixture;
import io.grantway.testing.TokenIssuer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many threads on several nodes with one SQLite store, a server over real HTTP that rotates its
/// refresh tokens and takes everything away when an old one comes, and nodes that die.
@Timeout(120)
class SupplyStressTest {
    private static final String REFRESH = ", grantType: refresh_token, refreshToken: first";
    private static final int THREADS = 64;
    private static final int GENERATIONS = 6;

    private final SupplyFixture there = new SupplyFixture();
    private final RotatingTokens server = new RotatingTokens("first");
    @TempDir private Path data;
    private SqlStore store;

    @BeforeEach
    void open() {
        store = SqlStore.open(data, there.clock);
        there.issuer.answering(server);
    }

    @AfterEach
    void close() {
        there.close();
        store.close();
    }

    /// One whose threads can be ended as by a crash.
    private final class Node implements AutoCloseable {
        final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        final TokenSupply supply =
                new TokenSupply(
                        there.around(
                                store.suppliedTokens(),
                                new InMemorySpill(),
                                threads,
                                SupplyFixture.QUICK));
        final TokenSource source =
                supply.source("Sample", "Okta", there.here(REFRESH), Optional.empty());

        /// Nothing that it has under way comes to an end.
        void kill() {
            threads.shutdownNow();
        }

        @Override
        public void close() {
            supply.close();
            threads.shutdownNow();
        }
    }

    private static List<Callable<String>> calls(List<Node> nodes) {
        List<Callable<String>> calls = new ArrayList<>();
        for (Node node : nodes) {
            for (int i = 0; i < THREADS; i++) {
                calls.add(() -> node.source.token().value().expose(it -> it));
            }
        }
        return calls;
    }

    @Test
    void refreshesOncePerGenerationAndFailsNoCall() throws Exception {
        List<Node> nodes = List.of(new Node(), new Node(), new Node());

        for (int generation = 1; generation <= GENERATIONS; generation++) {
            assertThat(AtOnce.call(calls(nodes))).containsOnly("access-" + generation);
            assertThat(there.issuer.count()).isEqualTo(generation);
            there.clock.forward(Duration.ofHours(1));
        }
        assertThat(server.reuses()).isZero();
        assertThat(server.repeats()).isZero();
        nodes.forEach(Node::close);
    }

    @Test
    void renewsOncePerRefusedGenerationForAllNodes() throws Exception {
        List<Node> nodes = List.of(new Node(), new Node(), new Node());
        AtOnce.call(calls(nodes));

        for (int generation = 2; generation <= GENERATIONS; generation++) {
            List<Callable<String>> renewals = new ArrayList<>();
            for (Node node : nodes) {
                SuppliedToken refused = node.source.token();
                for (int i = 0; i < THREADS; i++) {
                    renewals.add(() -> node.source.renewed(refused).value().expose(it -> it));
                }
            }
            assertThat(AtOnce.call(renewals)).containsOnly("access-" + generation);
            assertThat(there.issuer.count()).isEqualTo(generation);
            there.clock.forward(SupplyFixture.QUICK.forced().plusSeconds(1));
        }
        assertThat(server.reuses()).isZero();
        nodes.forEach(Node::close);
    }

    /// The server has rotated and its answer is lost with the node: the next one comes with the
    /// token before, as soon as the lease is over, and the server gives its answer again.
    @Test
    void goesOnWhereANodeDiedInTheMiddle() throws Exception {
        Node dying = new Node();
        List<Node> nodes = List.of(new Node(), new Node());
        AtOnce.call(calls(nodes));
        CountDownLatch rotated = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        there.issuer.answering(it -> {
            Answer answer = server.apply(it);
            if (first.getAndSet(false)) {
                rotated.countDown();
                awaits(never);
            }
            return answer;
        });
        there.clock.forward(Duration.ofHours(1));
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                dying.source.token();
                            } catch (TokenUnavailable _) {
                                // It dies.
                            }
                        });
        rotated.await();
        dying.kill();
        caller.join();
        there.clock.forward(SupplyFixture.QUICK.lease().multipliedBy(2));

        assertThat(AtOnce.call(calls(nodes))).containsOnly("access-2");
        assertThat(server.rotations()).isEqualTo(2);
        assertThat(server.repeats()).isEqualTo(1);
        assertThat(server.reuses()).isZero();
        never.countDown();
        there.clock.forward(Duration.ofHours(1));
        assertThat(AtOnce.call(calls(nodes))).containsOnly("access-3");
        nodes.forEach(Node::close);
        dying.close();
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
