package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.FhirExportRequest;
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
    private static final String LOCK = "job.lock";
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
        return new JobFile(folder(directory.resolve(id)));
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path, OWN_FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A lock on the names of the jobs under a directory, so that no two get one name.
    public static JobLock lockNames(Path directory, Halt halt) {
        return lock(folder(directory).resolve("names.lock"), halt);
    }

    /// A lock on this job, so that only one run follows it.
    JobLock lock(Halt halt) {
        return lock(folder.resolve(LOCK), halt);
    }

    private static JobLock lock(Path path, Halt halt) {
        try {
            return JobLock.take(
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            OWN_FILE),
                    halt);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be locked: " + e, e);
        }
    }

    /// The job's id.
    public String id() {
        return String.valueOf(folder.getFileName());
    }

    boolean exists() {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /// Takes the folder away again.
    void discard() {
        try {
            deleteAllBut(List.of());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes the files of the export, finished ones and others.
    void clear() {
        try {
            deleteAllBut(List.of(NAME, LOCK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteAllBut(List<String> kept) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(file -> !kept.contains(String.valueOf(file.getFileName()))).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
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
                    FhirJson.text(tree, "name").orElse(""),
                    required(tree, "connection"),
                    request(tree),
                    State.valueOf(required(tree, "state")),
                    Instant.parse(required(tree, "started")),
                    FhirJson.text(tree, "status").map(URI::create),
                    FhirJson.text(tree, "transactionTime"),
                    files(tree),
                    FhirJson.text(tree, "failure"),
                    FhirJson.text(tree, "reason"),
                    tree.path("finished").asBoolean(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FhirExportRequest request(JsonNode tree) throws IOException {
        return new FhirExportRequest(
                required(tree, "on"),
                texts(tree, "types"),
                FhirJson.text(tree, "since"),
                FhirJson.text(tree, "until"),
                texts(tree, "typeFilters"),
                texts(tree, "elements"));
    }

    private static List<String> texts(JsonNode tree, String member) {
        return tree.path(member).valueStream().map(text -> text.asString("")).toList();
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
        tree.put("name", job.name());
        tree.put("connection", job.connection());
        putRequest(tree, job.request());
        tree.put("state", job.state().name());
        tree.put("started", job.started().toString());
        putPresent(tree, "status", job.status().map(URI::toString));
        putPresent(tree, "transactionTime", job.transactionTime());
        putPresent(tree, "failure", job.failure());
        putPresent(tree, "reason", job.reason());
        tree.put("finished", job.finished());
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

    private static void putRequest(ObjectNode tree, FhirExportRequest request) {
        tree.put("on", request.on());
        request.types().forEach(tree.putArray("types")::add);
        putPresent(tree, "since", request.since());
        putPresent(tree, "until", request.until());
        request.typeFilters().forEach(tree.putArray("typeFilters")::add);
        request.elements().forEach(tree.putArray("elements")::add);
    }

    private static void putPresent(ObjectNode tree, String member, Optional<String> text) {
        text.ifPresent(value -> tree.put(member, value));
    }
}
