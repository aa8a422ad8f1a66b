package io.grantway.boot;

import io.grantway.store.StoreLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at a data directory and at the store in it.
record DataCheck(Path data) {
    private static final String DATA = "data";
    private static final String STORE = "store";
    private static final long MIB = 1 << 20;
    private static final long TOO_LITTLE = 100;
    private static final long LITTLE = 1024;

    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    List<Finding> directory() {
        if (!Files.exists(data)) {
            return List.of(
                    Finding.warn(
                            DATA,
                            data + " does not exist",
                            "the first start makes it; name another with --data"));
        }
        if (!Files.isDirectory(data)) {
            return List.of(Finding.bad(DATA, data + " is a file", "name a directory with --data"));
        }
        try {
            List<Finding> found = new ArrayList<>();
            access(found);
            space(found);
            return found.isEmpty()
                    ? List.of(Finding.ok(DATA, data + " is this user's alone, and writable"))
                    : found;
        } catch (IOException | UnsupportedOperationException e) {
            return List.of(
                    Finding.bad(
                            DATA,
                            data + " cannot be looked at: " + e.getMessage(),
                            "give it to the user that runs Grantway"));
        }
    }

    private void access(List<Finding> found) throws IOException {
        String owner = Files.getOwner(data).getName();
        String user = System.getProperty("user.name", "");
        if (!owner.equals(user)) {
            found.add(
                    Finding.warn(
                            DATA,
                            data + " belongs to " + owner + ", and this is " + user,
                            "run Grantway and its commands as " + owner));
        }
        if (!Files.isWritable(data)) {
            found.add(
                    Finding.bad(
                            DATA,
                            data + " cannot be written",
                            "give it to the user that runs Grantway, or mount it writable"));
        }
        if (Files.getPosixFilePermissions(data).stream().anyMatch(OTHERS::contains)) {
            found.add(
                    Finding.warn(
                            DATA,
                            data + " is open to other users, and the admin token is in it",
                            "chmod 700 " + data));
        }
    }

    private void space(List<Finding> found) throws IOException {
        long left = Files.getFileStore(data).getUsableSpace() / MIB;
        String what = left + " MiB are left on the disk of " + data;
        if (left < TOO_LITTLE) {
            found.add(Finding.bad(DATA, what, "make room: writes fail when the disk is full"));
        } else if (left < LITTLE) {
            found.add(Finding.warn(DATA, what, "make room before the disk is full"));
        }
    }

    List<Finding> store(Optional<StoreLook> store) {
        return List.of(
                store.map(this::look)
                        .orElseGet(() -> Finding.ok(STORE, "there is none yet in " + data)));
    }

    private Finding look(StoreLook look) {
        if (look.trouble().isPresent()) {
            return Finding.bad(
                    STORE,
                    look.trouble().get(),
                    "put a backup in its place (grantway backup made one), or mend the disk");
        }
        String schema = "schema " + look.schema();
        if (look.schema() > look.known()) {
            return Finding.bad(
                    STORE,
                    schema + ", written by a newer Grantway; this one knows " + look.known(),
                    "start the newer one, or put a backup made by this one in its place");
        }
        String use =
                look.holder().map(pid -> ", in use by the process " + pid).orElse(", not in use");
        if (look.schema() == 0) {
            return Finding.ok(STORE, "empty" + use);
        }
        return look.schema() < look.known()
                ? Finding.warn(
                        STORE,
                        schema + use + "; this program's is " + look.known(),
                        "back it up; the next start brings it up to date")
                : Finding.ok(STORE, schema + use);
    }
}
