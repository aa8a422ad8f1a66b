package io.grantway.outbound.fhir;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of an export on their way here, each whole or not at all. What is there already is not
/// fetched again.
final class ExportFiles {
    private static final int CHUNK = 64 * 1024;

    private final FhirCalls calls;
    private final JobFile file;
    private final PollPause pause;
    private final Halt halt;

    /// @param calls those for files, which may take longer
    ExportFiles(FhirCalls calls, JobFile file, PollPause pause, Halt halt) {
        this.calls = calls;
        this.file = file;
        this.pause = pause;
        this.halt = halt;
    }

    File fetch(Manifest.Entry entry) {
        Path path = file.folder().resolve(entry.name());
        for (int troubles = 1; ; troubles++) {
            try {
                long rows = Files.exists(path) ? rows(path) : download(entry);
                return new File(entry.kind(), entry.type(), path, rows);
            } catch (CallFailure e) {
                if (troubles > PollPause.TROUBLES || !PollPause.passes(e)) {
                    throw e;
                }
                halt.rest(pause.after(e, troubles));
            } catch (FhirFailure e) {
                if (troubles > PollPause.TROUBLES || !e.isTransient()) {
                    throw e;
                }
                halt.rest(pause.after(troubles));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the file " + path + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private long download(Manifest.Entry entry) throws IOException {
        OutboundRequest request =
                OutboundRequest.of("GET", entry.link()).with("Accept", "application/fhir+ndjson");
        String part = entry.name() + ".part";
        long rows;
        try (OutboundAnswer answer = calls.open(request);
                InputStream in = answer.stream();
                FileChannel out = file.open(part)) {
            rows = copy(in, out);
            out.force(true);
        }
        file.rename(part, entry.name());
        return rows;
    }

    private long copy(InputStream in, FileChannel out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        Rows rows = new Rows();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            halt.check();
            rows.add(chunk, read);
            for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read); rest.hasRemaining(); ) {
                out.write(rest);
            }
        }
        return rows.count();
    }

    private static long rows(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] chunk = new byte[CHUNK];
            Rows rows = new Rows();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                rows.add(chunk, read);
            }
            return rows.count();
        }
    }

    /// Lines that are not empty.
    private static final class Rows {
        private long count;
        private boolean within;

        void add(byte[] chunk, int length) {
            for (int i = 0; i < length; i++) {
                boolean end = chunk[i] == '\n' || chunk[i] == '\r';
                if (!end && !within) {
                    count++;
                }
                within = !end;
            }
        }

        long count() {
            return count;
        }
    }
}
