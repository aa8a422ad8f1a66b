package io.grantway.services.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.services.ChannelConfig;
import io.grantway.services.FileJournal;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.Invoker;
import io.grantway.services.ServiceFailure;
import io.grantway.services.ServiceFailure.Reason;
import io.grantway.testing.InMemoryFileJournal;
import io.grantway.testing.ScriptedInvoker;
import io.grantway.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FilesChannelTest {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final String NOW = "stableFor: 0s, ";

    @TempDir private Path directory;
    private final TestClock clock = new TestClock();
    private final InMemoryFileJournal journal = new InMemoryFileJournal();
    private final ScriptedInvoker services = new ScriptedInvoker();
    private final AtomicLong ids = new AtomicLong();

    private FilesChannel channel(String node, String yaml, Invoker invoker, FileJournal rows)
            throws IOException {
        ChannelConfig config =
                ChannelFixtures.channel(
                        directory,
                        "files: {directory: inbox, done: archive, failed: rejected, service:"
                                + " Import, "
                                + yaml
                                + "}");
        FilesChannelConfig files = Objects.requireNonNull(config.files());
        Set<UUID> inHand = ConcurrentHashMap.newKeySet();
        return new FilesChannel(
                new ChannelRuns("default", config, invoker, clock),
                files,
                rows,
                node,
                () -> new UUID(7, ids.incrementAndGet()),
                inHand);
    }

    private FilesChannel channel(String yaml) throws IOException {
        return channel("one", yaml, services, journal);
    }

    private Path put(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve("inbox"));
        return Files.writeString(directory.resolve("inbox").resolve(name), text);
    }

    /// Looks once, and lets what that has begun end.
    private void look(FilesChannel channel) {
        channel.step();
        channel.close(GRACE);
    }

    private List<String> names(String where) throws IOException {
        Path place = directory.resolve(where);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void callsTheServiceWithTheRowsAndArchivesTheFile() throws IOException {
        put("clients.csv", "\uFEFFid,name\r\n1,\"Acme, Inc.\"\r\n2,\"say \"\"hi\"\"\"\r\n");
        look(channel(NOW + "pattern: '*.csv'"));

        Invocation call = services.next();
        assertThat(call.service()).isEqualTo("Import");
        assertThat(call.values()).containsEntry("file", "clients.csv");
        assertThat(((InvocationBody.Tree) call.body()).tree().toString())
                .isEqualTo(
                        "[{\"id\":\"1\",\"name\":\"Acme, Inc.\"},"
                                + "{\"id\":\"2\",\"name\":\"say \\\"hi\\\"\"}]");
        assertThat(names("archive")).containsExactly("clients.csv");
        assertThat(names("inbox")).isEmpty();
        assertThat(journal.of("default/test", "one")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json  | {\"a\": 1}    | {\"a\":1}",
                "a.jsonl | {\"a\": 1}~~2 | [{\"a\":1},2]",
                "a.CSV   | x;y~1;2       | [{\"x;y\":\"1;2\"}]",
                "b.csv   | x             | []"
            })
    void readsFilesByTheirEnding(String name, String text, String tree) throws IOException {
        put(name, text.replace('~', '\n'));
        look(channel(NOW));
        assertThat(((InvocationBody.Tree) services.next().body()).tree().toString())
                .isEqualTo(tree);
    }

    @Test
    void givesOtherFilesAsTheyAre() throws IOException {
        put("scan.bin", "xyz");
        look(channel(NOW));
        InvocationBody.Raw raw = (InvocationBody.Raw) services.next().body();
        assertThat(raw.contentType()).isEqualTo("application/octet-stream");
        assertThat(raw.body().text()).isEqualTo("xyz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv | id,name~1,2,3 | is no CSV",
                "a.csv | id,name~1     | is no CSV",
                "a.csv | id,id~1,2     | is no CSV",
                "a.json | {            | is not valid JSON at line 1",
                "a.jsonl | 1~{         | line 2 is not valid JSON",
                "a.txt | 12345678901234567 | is larger than maxSize"
            })
    void rejectsWhatItCannotReadWithTheReasonBesideIt(String name, String text, String reason)
            throws IOException {
        put(name, text.replace('~', '\n'));
        FilesChannel channel = channel(NOW + "maxSize: 16");
        look(channel);
        assertThat(services.rest()).isEmpty();
        assertThat(names("rejected")).containsExactly(name, name + ".reason.txt");
        assertThat(directory.resolve("rejected").resolve(name + ".reason.txt"))
                .content()
                .contains(reason, "service: Import");
        assertThat(channel.runs().figures().failed()).isEqualTo(1);
    }

    @Test
    void rejectsWhatTheServiceFailsWith() throws IOException {
        services.fails(Reason.THREW, "Import.java:3: row 2 has no id");
        put("a.csv", "id\n1");
        look(channel(NOW));
        assertThat(names("rejected")).containsExactly("a.csv", "a.csv.reason.txt");
        assertThat(directory.resolve("rejected/a.csv.reason.txt"))
                .content()
                .contains("Import.java:3: row 2 has no id");
    }

    @Test
    void waitsUntilAFileIsStable() throws IOException {
        FilesChannel channel = channel("stableFor: 2s");
        Path file = put("a.csv", "id\n");
        channel.step();
        clock.forward(Duration.ofSeconds(1));
        Files.writeString(file, "id\n1\n");
        channel.step();
        clock.forward(Duration.ofSeconds(1));
        channel.step();
        assertThat(names("inbox")).containsExactly("a.csv");
        clock.forward(Duration.ofSeconds(1));
        look(channel);
        assertThat(((InvocationBody.Tree) services.next().body()).tree()).hasSize(1);
        assertThat(names("archive")).containsExactly("a.csv");
    }

    @Test
    void passesOverHiddenFilesDirectoriesLinksAndOtherNames() throws IOException {
        put(".hidden.csv", "x");
        put("a.txt", "x");
        Files.createDirectories(directory.resolve("inbox/sub.csv"));
        Files.createSymbolicLink(
                directory.resolve("inbox/link.csv"),
                Files.writeString(directory.resolve("outside"), "x"));
        look(channel(NOW + "pattern: '*.csv'"));
        assertThat(services.rest()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"age, b a", "name, a b"})
    void takesThemInOrder(String order, String expected) throws IOException {
        put("a", "1");
        Files.setLastModifiedTime(put("b", "2"), FileTime.from(Instant.EPOCH));
        FilesChannel channel = channel(NOW + "order: " + order);
        channel.open();
        String first = services.next().values().get("file");
        String second = services.next().values().get("file");
        channel.close(GRACE);
        assertThat(first + " " + second).isEqualTo(expected);
    }

    @Test
    void keepsAnOlderFileOfTheSameNameInTheArchive() throws IOException {
        put("a.csv", "x\n1");
        look(channel(NOW));
        put("a.csv", "x\n2");
        look(channel(NOW));
        List<String> names = names("archive");
        assertThat(names).hasSize(2).contains("a.csv");
        assertThat(directory.resolve("archive/a.csv")).hasContent("x\n1");
        assertThat(names).anyMatch(name -> name.matches("a-[0-9a-f-]{36}[.]csv"));
    }

    @Test
    void givesAFileToOneOfTwoNodes() throws Exception {
        for (int i = 0; i < 40; i++) {
            put(i + ".csv", "x\n" + i);
        }
        FilesChannel one = channel("one", NOW + "workers: 4", services, journal);
        FilesChannel two = channel("two", NOW + "workers: 4", services, journal);
        one.open();
        two.open();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 40; i++) {
            assertThat(seen.add(services.next().values().getOrDefault("file", ""))).isTrue();
        }
        one.close(GRACE);
        two.close(GRACE);
        assertThat(services.rest()).isEmpty();
        assertThat(names("archive")).hasSize(40);
        assertThat(names("inbox")).isEmpty();
    }

    @Test
    void givesAFileBackWhileItsServiceIsNotDeployed() throws IOException {
        services.fails(Reason.UNKNOWN_SERVICE, "there is no such service");
        put("a.csv", "x\n1");
        look(channel(NOW));
        services.next();
        assertThat(names("inbox")).containsExactly("a.csv");
        services.does(_ -> ScriptedInvoker.json("{}"));
        look(channel(NOW));
        assertThat(names("archive")).containsExactly("a.csv");
    }

    @Test
    void givesAFileBackWhoseRunIsInterruptedAtTheEnd() throws IOException {
        services.does(call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            throw new ServiceFailure(call.service(), Reason.THREW, "interrupted");
        });
        put("a.csv", "x\n1");
        FilesChannel channel = channel(NOW);
        channel.step();
        services.next();
        channel.close(Duration.ofMillis(1));
        assertThat(names("inbox")).containsExactly("a.csv");
        assertThat(names("rejected")).isEmpty();
        assertThat(journal.of("default/test", "one")).isEmpty();
    }

    @Test
    void takesNothingWhilePaused() throws IOException {
        put("a.csv", "x\n1");
        FilesChannel channel = channel(NOW);
        channel.pause();
        channel.step();
        assertThat(names("inbox")).containsExactly("a.csv");
        channel.resume();
        look(channel);
        assertThat(names("archive")).containsExactly("a.csv");
    }

    /// A process that ends at one of its steps, for good: nothing it does afterwards has an effect.
    private final class Dying implements FileJournal, Invoker {
        private final int last;
        private int step;

        Dying(int last) {
            this.last = last;
        }

        private synchronized void step() {
            if (++step > last) {
                throw new IllegalStateException("the process is dead");
            }
        }

        @Override
        public void keep(Entry entry) {
            step();
            journal.keep(entry);
            step();
        }

        @Override
        public List<Entry> of(String channel, String node) {
            return journal.of(channel, node);
        }

        @Override
        public void forget(UUID id) {
            step();
            journal.forget(id);
            step();
        }

        @Override
        public io.grantway.services.ServiceResult invoke(Invocation invocation) {
            step();
            io.grantway.services.ServiceResult result = services.invoke(invocation);
            step();
            return result;
        }
    }

    /// The steps: 1, 2 around the row RUNNING; 3, 4 around the run; 5, 6 around the row DONE; 7, 8
    /// around its end.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void finishesAFileOnceWhereverTheProcessIsKilled(int lastStep) throws IOException {
        put("a.csv", "x\n1");
        Dying dying = new Dying(lastStep);
        look(channel("one", NOW, dying, dying));
        int before = services.rest().size();

        look(channel(NOW));
        int after = services.rest().size();
        assertThat(names("archive")).containsExactly("a.csv");
        assertThat(names("inbox")).isEmpty();
        assertThat(names("rejected")).isEmpty();
        assertThat(journal.of("default/test", "one")).isEmpty();
        // Run again only where nobody had written down that it was done.
        assertThat(before + after).isEqualTo(lastStep == 3 || lastStep == 4 ? 2 : 1);

        put("a.csv", "x\n2");
        look(channel(NOW));
        assertThat(names("archive")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void rejectsAFileWhoseRunWasUnderWayWhereItIsTold(int lastStep) throws IOException {
        put("a.csv", "x\n1");
        Dying dying = new Dying(lastStep);
        look(channel("one", NOW, dying, dying));
        services.rest();

        look(channel(NOW + "onRestart: reject"));
        assertThat(services.rest()).isEmpty();
        assertThat(names("rejected")).containsExactly("a.csv", "a.csv.reason.txt");
        assertThat(directory.resolve("rejected/a.csv.reason.txt"))
                .content()
                .contains("the process ended while the service ran");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8})
    void rejectsAFailedFileOnceWhereverTheProcessIsKilled(int lastStep) throws IOException {
        services.does(call -> {
            throw new ServiceFailure(call.service(), Reason.INPUT, "no id");
        });
        put("a.csv", "x\n1");
        // The run throws, and so has no step at its end.
        Dying dying = new Dying(lastStep - 1);
        look(channel("one", NOW, dying, dying));
        look(channel(NOW));
        assertThat(names("rejected")).containsExactly("a.csv", "a.csv.reason.txt");
        assertThat(names("archive")).isEmpty();
        assertThat(names("inbox")).isEmpty();
        assertThat(journal.of("default/test", "one")).isEmpty();
    }

    @Test
    void leavesTheFilesOfOtherNodesAlone() throws IOException {
        put("a.csv", "x\n1");
        Dying dying = new Dying(3);
        look(channel("one", NOW, dying, dying));
        services.rest();
        look(channel("two", NOW, services, journal));
        assertThat(services.rest()).isEmpty();
        look(channel(NOW));
        assertThat(names("archive")).containsExactly("a.csv");
    }
}
