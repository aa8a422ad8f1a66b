package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// SIGKILL at random moments while clients get, renew and delete tokens: nothing that was
/// acknowledged is lost, and nothing that was deleted comes back.
class KillTest {
    private static final int ROUNDS = 5;
    private static final int CLIENTS = 4;

    @RegisterExtension static final Scenario SCENARIO = new Scenario("1-protect-an-api");

    @Test
    void keepsWhatWasAcknowledgedAndNothingElse() throws Exception {
        long seed = seed();
        System.out.println("KillTest: -Dseed=" + seed);
        Random random = new Random(seed);
        List<TokenTraffic> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<TokenTraffic> traffic = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                traffic.add(new TokenTraffic(SCENARIO.server(), random.nextLong()));
            }
            runUntilKilled(traffic, Duration.ofMillis(50 + random.nextInt(500)));
            SCENARIO.server().restart();
            all.addAll(traffic);
            verify(all);
        }
        assertThat(all.stream().mapToInt(traffic -> traffic.alive().size()).sum()).isPositive();
        assertThat(all.stream().mapToInt(traffic -> traffic.dead().size()).sum()).isPositive();
    }

    private static long seed() {
        String given = System.getProperty("grantway.seed", "");
        return given.isBlank() ? new Random().nextLong() : Long.parseLong(given);
    }

    private static void runUntilKilled(List<TokenTraffic> traffic, Duration delay)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            traffic.forEach(each -> running.add(threads.submit(each)));
            traffic.getFirst().awaitFirst();
            LockSupport.parkNanos(delay.toNanos());
            SCENARIO.server().kill();
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void verify(List<TokenTraffic> all) throws IOException {
        SampleClient app = new SampleClient(SCENARIO.server());
        for (TokenTraffic traffic : all) {
            for (String token : traffic.alive()) {
                assertThat(app.event(token).status()).as("an acknowledged token").isEqualTo(200);
            }
            for (String token : traffic.dead()) {
                assertThat(app.event(token).status()).as("a token that ended").isEqualTo(401);
            }
            for (String refreshToken : traffic.spent()) {
                assertThat(app.refresh(refreshToken).status()).as("a spent one").isEqualTo(400);
            }
        }
    }
}
