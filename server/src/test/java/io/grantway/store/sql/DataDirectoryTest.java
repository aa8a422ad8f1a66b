package io.grantway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.authserver.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir private Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path path = parent.resolve("made/data");
        try (DataDirectory directory = DataDirectory.take(path)) {
            assertThat(mode(path)).isEqualTo("rwx------");
            assertThat(mode(directory.database())).isEqualTo("rw-------");
            assertThat(mode(path.resolve("grantway.lock"))).isEqualTo("rw-------");
        }
    }

    @Test
    void keepsTheModeOfADirectoryThatIsThere() throws IOException {
        Path path = Files.createDirectory(parent.resolve("data"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
        DataDirectory.take(path).close();

        assertThat(mode(path)).isEqualTo("rwxr-x---");
    }

    @Test
    void isTakenOnceAndFreeAgainWhenLetGo() {
        DataDirectory first = DataDirectory.take(parent);

        assertThatThrownBy(() -> DataDirectory.take(parent))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(parent + " is in use by another Grantway (process ")
                .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        first.close();
        DataDirectory.take(parent).close();
    }

    @Test
    void refusesAFileInItsPlace() throws IOException {
        Path file = Files.createFile(parent.resolve("data"));

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(file + " is a file: name a directory");
    }

    @Test
    void refusesADirectoryThatItCannotWrite() throws IOException {
        Path path = readOnlyDirectory();

        assertThatThrownBy(() -> DataDirectory.take(path))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(path + " cannot be written")
                .hasMessageContaining("give it to the user that runs Grantway");
    }

    @Test
    void holdsTheMachineCodeOnceUnpacked() throws IOException {
        NativeLibrary.unpack(parent);
        List<Path> unpacked = libraries();
        assertThat(unpacked).hasSize(1);
        var made = Files.getLastModifiedTime(unpacked.getFirst());
        assertThat(Files.size(unpacked.getFirst())).isGreaterThan(500_000);

        NativeLibrary.unpack(parent);
        assertThat(libraries()).isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(unpacked.getFirst())).isEqualTo(made);
    }

    private List<Path> libraries() throws IOException {
        try (var files = Files.walk(parent.resolve("native"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /// One that even root cannot write where the mode of files does not stop it.
    private Path readOnlyDirectory() throws IOException {
        Path path = Files.createDirectory(parent.resolve("read-only"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-x------"));
        return Files.isWritable(path) ? Path.of("/sys/kernel") : path;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
