package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far an export is, as it is kept on disk. No file's address is: those may carry a signature
/// that opens them to everybody.
///
/// @param on what is exported
/// @param status the server's address to ask
public record ExportJob(
        String id,
        String connection,
        String on,
        State state,
        Instant started,
        URI status,
        Optional<String> transactionTime,
        List<File> files,
        Optional<String> failure) {
    public ExportJob {
        files = List.copyOf(files);
    }

    ExportJob done(String time, List<File> all) {
        return new ExportJob(
                id, connection, on, State.DONE, started, status, Optional.of(time), all, failure);
    }

    ExportJob failed(String why) {
        return new ExportJob(
                id,
                connection,
                on,
                State.FAILED,
                started,
                status,
                transactionTime,
                files,
                Optional.of(why));
    }

    ExportJob cancelled() {
        return new ExportJob(
                id,
                connection,
                on,
                State.CANCELLED,
                started,
                status,
                transactionTime,
                files,
                failure);
    }
}
