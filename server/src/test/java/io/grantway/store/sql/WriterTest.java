package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriterTest {
    private static final int WAITING = 10;
    private static final String COUNT = "SELECT count(*) AS n FROM setting";

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private SqliteDatabase database;

    @BeforeEach
    void open(@TempDir Path directory) {
        database =
                SqliteDatabase.open(
                        directory.resolve("test.db"),
                        new Limits(WAITING, 512, 2, Duration.ofSeconds(5), Duration.ofSeconds(60)),
                        session -> false);
    }

    @AfterEach
    void close() {
        database.close();
        callers.close();
    }

    @Test
    void sharesOneCommitAmongAllWhoWait() throws Exception {
        List<Callable<Long>> inserts = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            String name = "name " + i;
            inserts.add(
                    () -> database.write(session -> insertThenCountWhatIsCommitted(session, name)));
        }

        List<Future<Long>> answers = behindABusyWriter(inserts);
        HashSet<Long> seen = new HashSet<>();
        for (Future<Long> answer : answers) {
            seen.add(answer.get());
        }
        assertThat(seen).containsExactly(0L);
        assertThat(count()).isEqualTo(WAITING);
    }

    private long insertThenCountWhatIsCommitted(Session session, String name) throws SQLException {
        SqlSettings.put(session, name, new byte[1]);
        try (Session beside = database.file().openForReading()) {
            return beside.first(COUNT, row -> row.getLong("n")).orElseThrow();
        }
    }

    @Test
    void undoesAWrongUnitAloneAndKeepsTheRestOfItsGroup() throws Exception {
        List<Future<Long>> answers =
                behindABusyWriter(
                        List.of(
                                () -> put("one"),
                                () ->
                                        database.write(session -> {
                                            SqlSettings.put(session, "bad", new byte[1]);
                                            throw new IllegalStateException("mistaken");
                                        }),
                                () ->
                                        database.write(session -> {
                                            SqlSettings.put(session, "worse", new byte[1]);
                                            session.update(
                                                    "INSERT INTO setting VALUES (?, ?)",
                                                    "worse",
                                                    new byte[1]);
                                            return 0L;
                                        }),
                                () -> put("two")));

        assertThat(answers.get(0).get()).isOne();
        assertThat(answers.get(3).get()).isOne();
        assertThatThrownBy(() -> answers.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mistaken");
        assertThatThrownBy(() -> answers.get(2).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNIQUE constraint failed");
        assertThat(names()).containsExactly("one", "two");
        assertThat(database.trouble()).isEmpty();
    }

    @Test
    void usesAStatementAgainThatFailedBefore() {
        String insert = "INSERT INTO setting (name, value) VALUES (?, ?)";
        database.write(session -> session.update(insert, "one", new byte[1]));

        assertThatThrownBy(
                        () -> database.write(session -> session.update(insert, "one", new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        database.write(session -> session.update(insert, "two", new byte[1]));
        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void refusesMoreThanMayWaitAndDoesTheRest() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);
        LinkedBlockingQueue<String> refusals = new LinkedBlockingQueue<>();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < WAITING + 3; i++) {
            String name = "name " + i;
            calls.add(
                    callers.submit(() -> {
                        try {
                            put(name);
                        } catch (StoreUnavailable e) {
                            refusals.add(String.valueOf(e.getMessage()));
                        }
                    }));
        }

        for (int i = 0; i < 3; i++) {
            assertThat(refusals.poll(30, TimeUnit.SECONDS))
                    .contains("cannot keep up: 10 writes wait already");
        }
        release.countDown();
        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(refusals).isEmpty();
        assertThat(count()).isEqualTo(WAITING);
    }

    @Test
    void finishesWhatWaitsWhenItIsClosedAndTakesNothingMore() throws Exception {
        List<Future<Long>> answers = behindABusyWriter(List.of(() -> put("one"), () -> put("two")));
        database.close();

        assertThat(answers.get(0).get()).isOne();
        assertThat(answers.get(1).get()).isOne();
        assertThatThrownBy(() -> put("three"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(this::count)
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void waitsForTheOutcomeEvenWhenTheCallerIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(put("one")).isOne();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(names()).containsExactly("one");
    }

    @Test
    void goesOnWhenAUnitThrowsAnError() {
        assertThatThrownBy(() ->
                        database.write(session -> {
                            throw new StackOverflowError("deep");
                        }))
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(put("one")).isOne();
    }

    /// Makes the calls while the writer is busy, so that they wait together.
    private List<Future<Long>> behindABusyWriter(List<Callable<Long>> calls) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);
        List<Future<Long>> answers = new ArrayList<>();
        for (Callable<Long> call : calls) {
            FutureTask<Long> answer = new FutureTask<>(call);
            Thread caller = Thread.ofVirtual().start(answer);
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            answers.add(answer);
        }
        release.countDown();
        return answers;
    }

    private void hold(CountDownLatch release) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        callers.execute(() ->
                database.write(session -> {
                    held.countDown();
                    try {
                        return release.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        held.await();
    }

    private long put(String name) {
        return database.write(session -> (long) SqlSettings.put(session, name, new byte[1]));
    }

    private long count() {
        return database.read(
                session -> session.first(COUNT, row -> row.getLong("n")).orElseThrow());
    }

    private List<String> names() {
        return database.read(session ->
                session.list(
                        "SELECT name FROM setting ORDER BY name", row -> row.getString("name")));
    }
}
