package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    private static final Duration EVERY = Duration.ofMillis(20);

    @TempDir Path directory;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable ConfigWatch> watch = new AtomicReference<>();
    private Path file = Path.of("");

    record Settings(List<String> texts) {}

    @BeforeEach
    void writeFirst() throws IOException {
        file = Files.writeString(directory.resolve("a.yaml"), "texts: [first]");
    }

    private Loaded<Settings> load(Path... paths) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(Settings.class, List.of(paths), Map.of(), (_, _) -> {});
    }

    /// Watches, and tells what is read after each change.
    private ConfigWatch watch(Path... paths) {
        Sources read = load(paths).sources();
        ConfigWatch started = ConfigWatch.start(read, EVERY, () -> reload(paths));
        watch.set(started);
        return started;
    }

    private void reload(Path... paths) {
        Sources sources;
        String text;
        try {
            Loaded<Settings> loaded = load(paths);
            sources = loaded.sources();
            text = String.join(" ", loaded.value().texts());
        } catch (ConfigRejected rejected) {
            sources = rejected.sources();
            text = "rejected";
        }
        ConfigWatch running = watch.get();
        if (running != null) {
            running.follow(sources);
        }
        told.add(text);
    }

    private void awaitTold(String text) throws InterruptedException {
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(text);
    }

    @Test
    void tellsOfAFileWrittenInPlace() throws Exception {
        try (ConfigWatch _ = watch(file)) {
            Files.writeString(file, "texts: [second]");
            awaitTold("second");
            Files.writeString(file, "texts: [third]");
            awaitTold("third");
        }
    }

    @Test
    void tellsOfAFileRenamedOver() throws Exception {
        try (ConfigWatch _ = watch(file)) {
            for (String text : List.of("second", "third")) {
                Path fresh =
                        Files.writeString(directory.resolve(".a.swp"), "texts: [" + text + "]");
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                awaitTold(text);
            }
        }
    }

    @Test
    void tellsOfASwappedLinkAsKubernetesDoesIt() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        Files.createDirectory(mount.resolve("..1"));
        Files.createDirectory(mount.resolve("..2"));
        Files.writeString(mount.resolve("..1/a.yaml"), "texts: [one]");
        Files.writeString(mount.resolve("..2/a.yaml"), "texts: [two]");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("a.yaml"), Path.of("..data/a.yaml"));

        try (ConfigWatch _ = watch(mount)) {
            Path link = Files.createSymbolicLink(mount.resolve("..tmp"), Path.of("..2"));
            Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            awaitTold("two");
        }
    }

    @Test
    void tellsOfFilesThatComeAndGo() throws Exception {
        try (ConfigWatch _ = watch(directory)) {
            Path second = Files.writeString(directory.resolve("b.yaml"), "texts: [second]");
            awaitTold("first second");
            Files.delete(second);
            awaitTold("first");
        }
    }

    @Test
    void tellsOfAFileThatIsReferredTo() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "one");
        Files.writeString(file, "texts: ['${file:secret}']");

        try (ConfigWatch _ = watch(file)) {
            Files.writeString(secret, "two");
            awaitTold("two");
        }
    }

    @Test
    void keepsWatchingAConfigurationThatIsRejectedAndWhatItLacks() throws Exception {
        try (ConfigWatch _ = watch(file)) {
            Files.writeString(file, "texts: ['${file:late}']");
            awaitTold("rejected");
            Files.writeString(directory.resolve("late"), "came");
            awaitTold("came");
        }
    }

    @Test
    void tellsOfAChangeBetweenReadingAndWatching() throws Exception {
        Sources read = load(file).sources();
        Files.writeString(file, "texts: [second]");

        try (ConfigWatch _ = ConfigWatch.start(read, EVERY, () -> reload(file))) {
            awaitTold("second");
        }
    }

    @Test
    void goesOnWhenItsListenerFails() throws Exception {
        Sources read = load(file).sources();
        Runnable failing =
                () -> {
                    reload(file);
                    throw new IllegalStateException("planned by this test");
                };

        try (ConfigWatch _ = ConfigWatch.start(read, EVERY, failing)) {
            Files.writeString(file, "texts: [second]");
            awaitTold("second");
            Files.writeString(file, "texts: [third]");
            awaitTold("third");
        }
    }

    @Test
    void takesAFileForUnchangedThatOnlyHasAnotherTime() throws Exception {
        Sources read = load(file, directory).sources();

        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        assertThat(read.now()).isEqualTo(read);
        Files.writeString(file, "texts: [second]");
        assertThat(read.now()).isNotEqualTo(read);
    }

    @Test
    void takesWhatCannotBeReadForUnchangedWhileItStaysSo() throws Exception {
        Files.writeString(file, "{texts: ['${file:none}', '${file:.}']}");

        ConfigRejected rejected = catchThrowableOfType(ConfigRejected.class, () -> load(file));

        assertThat(rejected.sources().now()).isEqualTo(rejected.sources());
        assertThat(rejected.sources().paths()).contains(file, directory.resolve("none"));
        assertThatThrownBy(() -> load(directory.resolve("gone")))
                .isInstanceOf(ConfigRejected.class);
    }
}
