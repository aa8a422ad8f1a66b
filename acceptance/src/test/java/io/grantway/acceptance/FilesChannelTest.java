package io.grantway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Files that are picked up for a service, also when the process is killed in the middle.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesChannelTest {
    @RegisterExtension static final OutgoingServers SERVERS = new OutgoingServers();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Path inbox;

    @BeforeAll
    static void find() {
        inbox = SERVERS.directory().resolve("inbox");
    }

    private static void drop(String name, String content) throws IOException {
        Path written = Files.writeString(SERVERS.directory().resolve(name + ".part"), content);
        Files.move(written, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path at(String directory) {
        return SERVERS.directory().resolve(directory);
    }

    private static Set<String> names(String directory) {
        Path path = at(directory);
        try (var files = Files.exists(path) ? Files.list(path) : Stream.<Path>of()) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitIn(String directory, String name) {
        Waiting.until(
                PATIENCE,
                () -> names(directory).contains(name),
                () -> name + " is not in " + directory + ":\n" + SERVERS.server().log());
    }

    @Test
    @Order(1)
    void aFileIsGivenToTheServiceOnceAndArchived() throws Exception {
        drop("clients.csv", "client_id,name\nf1,Ann\nf2,\"Bob, the second\"\n");

        awaitIn("archive", "clients.csv");

        List<String> asked =
                SERVERS.billing().calls().stream()
                        .map(BillingBackend.Call::path)
                        .filter(path -> path.startsWith("/billing/f"))
                        .toList();
        assertThat(asked).containsExactly("/billing/f1", "/billing/f2");
        assertThat(names("inbox")).isEmpty();
    }

    @Test
    @Order(2)
    void aFileThatFailsIsRejectedWithTheReasonBesideIt() throws Exception {
        drop("bad.csv", "client_id\nforbidden\n");

        awaitIn("rejected", "bad.csv");

        Waiting.until(
                PATIENCE,
                () -> names("rejected").contains("bad.csv.reason.txt"),
                () -> "no reason");
        assertThat(Files.readString(at("rejected/bad.csv.reason.txt")))
                .contains("ImportClients", "403");
    }

    @Test
    @Order(3)
    void aFileThatIsStillWrittenIsLeftAlone() throws Exception {
        Path file = inbox.resolve("growing.csv");
        Files.writeString(file, "client_id\n");
        drop("after.csv", "client_id\ng1\n");
        for (int i = 0; i < 3; i++) {
            Files.writeString(file, "g" + (i + 10) + "\n", StandardOpenOption.APPEND);
        }

        awaitIn("archive", "growing.csv");

        assertThat(Files.readString(at("archive/growing.csv")))
                .isEqualTo("client_id\ng10\ng11\ng12\n");
    }

    @Test
    @Order(4)
    void aFileOfAnotherKindIsNotTouched() throws Exception {
        Files.writeString(inbox.resolve("notes.txt"), "mine");
        drop("next.csv", "client_id\nh1\n");

        awaitIn("archive", "next.csv");

        assertThat(names("inbox")).containsExactly("notes.txt");
        Files.delete(inbox.resolve("notes.txt"));
    }

    @Test
    @Order(5)
    void noFileIsLostOrArchivedTwiceWhenTheProcessIsKilled() throws Exception {
        long seed = RandomGenerator.getDefault().nextLong();
        RandomGenerator random = new Random(seed);
        Set<String> dropped = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            int first = round * 15;
            for (int i = first; i < first + 15; i++) {
                String name = "k" + i + ".csv";
                drop(name, "client_id\n" + rows(i));
                dropped.add(name);
            }
            int archived = names("archive").size();
            int before = archived + random.nextInt(8);
            Waiting.until(
                    PATIENCE,
                    () -> names("archive").size() > before || names("inbox").isEmpty(),
                    () -> "seed " + seed + ": nothing is archived:\n" + SERVERS.server().log());
            SERVERS.server().killAndRestart();
        }

        Waiting.until(
                PATIENCE,
                () -> names("archive").containsAll(dropped),
                () ->
                        "seed "
                                + seed
                                + ": lost "
                                + missing(dropped)
                                + "\n"
                                + SERVERS.server().log());

        assertThat(names("inbox")).as("seed " + seed).isEmpty();
        assertThat(names("rejected")).containsExactlyInAnyOrder("bad.csv", "bad.csv.reason.txt");
        assertThat(names("archive").stream().filter(name -> name.startsWith("k")))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(dropped);
        for (String name : dropped) {
            assertThat(Files.readString(at("archive").resolve(name))).startsWith("client_id\nk");
        }
    }

    private static String rows(int file) {
        return IntStream.range(0, 5)
                .mapToObj(row -> "k" + file + "-" + row + "\n")
                .collect(Collectors.joining());
    }

    private static Set<String> missing(Set<String> dropped) {
        Set<String> left = new HashSet<>(dropped);
        left.removeAll(names("archive"));
        return left;
    }
}
