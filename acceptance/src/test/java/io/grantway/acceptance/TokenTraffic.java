package io.grantway.acceptance;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// One client that gets, renews and deletes tokens until nobody answers, and remembers what it was
/// told. A token whose renewal or deletion was asked for but not answered is forgotten: both is
/// right then.
final class TokenTraffic implements Runnable {
    private static final int AT_MOST = 400;

    private final SampleClient app;
    private final Random random;
    private final Set<String> alive = new HashSet<>();
    private final Set<String> dead = new HashSet<>();
    private final Set<String> spent = new HashSet<>();
    private final CountDownLatch first = new CountDownLatch(1);

    TokenTraffic(RunningServer server, long seed) {
        this.app = new SampleClient(server);
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < AT_MOST; i++) {
                oneLife();
                first.countDown();
            }
        } catch (IOException _) {
            // Killed, as it should be.
        } finally {
            first.countDown();
        }
    }

    private void oneLife() throws IOException {
        Answer given = good(app.passwordGrant());
        String token = given.text("access_token");
        alive.add(token);
        switch (random.nextInt(3)) {
            case 0 -> renew(token, given.text("refresh_token"));
            case 1 -> delete(token);
            default -> {}
        }
    }

    private void renew(String token, String refreshToken) throws IOException {
        alive.remove(token);
        Answer renewed = good(app.refresh(refreshToken));
        dead.add(token);
        spent.add(refreshToken);
        alive.add(renewed.text("access_token"));
    }

    private void delete(String token) throws IOException {
        Optional<String> id = app.tokenId(token);
        if (id.isPresent()) {
            alive.remove(token);
            int status = app.deleteToken(id.get()).status();
            if (status != 204) {
                throw new AssertionError("deletion answered " + status);
            }
            dead.add(token);
        }
    }

    private static Answer good(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer;
    }

    /// Waits for the first answer, or for the end.
    void awaitFirst() throws InterruptedException {
        first.await();
    }

    Set<String> alive() {
        return alive;
    }

    /// Access tokens that were renewed or deleted.
    Set<String> dead() {
        return dead;
    }

    /// Refresh tokens that were used.
    Set<String> spent() {
        return spent;
    }
}
