package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The folder of an export, and in it the file that says how far it is. Only for this user:
/// patients are in there.
public final class JobFile {
    private static final String NAME = "job.json";
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    private JobFile(Path folder) {
        this.folder = folder;
    }

    /// Those under a directory, in the order of their names.
    public static List<JobFile> all(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(NAME)))
                    .sorted()
                    .map(JobFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A new folder.
    public static JobFile create(Path directory, String id) {
        try {
            return new JobFile(Files.createDirectories(directory.resolve(id), OWN_FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the folder away again, in which nothing is yet.
    public void discard() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /// A new, empty file in the folder, in place of one of the name.
    FileChannel open(String name) throws IOException {
        Path path = folder.resolve(name);
        Files.deleteIfExists(path);
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWN_FILE);
    }

    /// Gives a file its name, at once and whole.
    Path rename(String from, String to) throws IOException {
        return Files.move(
                folder.resolve(from),
                folder.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    public void write(ExportJob job) {
        byte[] bytes = FhirJson.write(tree(job)).getBytes(StandardCharsets.UTF_8);
        String draft = NAME + ".part";
        try {
            try (FileChannel channel = open(draft)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            rename(draft, NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ExportJob read() {
        try {
            JsonNode tree =
                    FhirJson.read(Files.readString(folder.resolve(NAME)))
                            .orElseThrow(
                                    () -> new IOException(folder + "/" + NAME + " is no JSON"));
            return new ExportJob(
                    required(tree, "id"),
                    required(tree, "connection"),
                    required(tree, "on"),
                    State.valueOf(required(tree, "state")),
                    Instant.parse(required(tree, "started")),
                    URI.create(required(tree, "status")),
                    FhirJson.text(tree, "transactionTime"),
                    files(tree),
                    FhirJson.text(tree, "failure"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<File> files(JsonNode tree) throws IOException {
        List<File> files = new ArrayList<>();
        for (JsonNode file : tree.path("files")) {
            files.add(
                    new File(
                            required(file, "kind"),
                            required(file, "type"),
                            folder.resolve(required(file, "name")),
                            file.path("rows").asLong()));
        }
        return files;
    }

    private String required(JsonNode tree, String member) throws IOException {
        return FhirJson.text(tree, member)
                .orElseThrow(() -> new IOException(folder + "/" + NAME + " has no " + member));
    }

    private static ObjectNode tree(ExportJob job) {
        ObjectNode tree = FhirJson.object();
        tree.put("id", job.id());
        tree.put("connection", job.connection());
        tree.put("on", job.on());
        tree.put("state", job.state().name());
        tree.put("started", job.started().toString());
        tree.put("status", job.status().toString());
        putPresent(tree, "transactionTime", job.transactionTime());
        putPresent(tree, "failure", job.failure());
        ArrayNode files = tree.putArray("files");
        for (File file : job.files()) {
            ObjectNode one = files.addObject();
            one.put("kind", file.kind());
            one.put("type", file.type());
            one.put("name", String.valueOf(file.path().getFileName()));
            one.put("rows", file.rows());
        }
        return tree;
    }

    private static void putPresent(ObjectNode tree, String member, Optional<String> text) {
        text.ifPresent(value -> tree.put(member, value));
    }
}
