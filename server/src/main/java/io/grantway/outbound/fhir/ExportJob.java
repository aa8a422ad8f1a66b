package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirExport.File;
import io.grantway.outbound.FhirExport.State;
import io.grantway.outbound.FhirExportRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far an export is, as it is kept on disk. No file's address is: those may carry a signature
/// that opens them to everybody.
///
/// @param name by which it is gone on with; empty for none
/// @param status the server's address to ask; empty until the server has begun
/// @param failure why it failed, with what the server says of it
/// @param reason the same without the server's words, in which patients may be named
/// @param finished nobody wants it any more: its files are deleted, its name is free
public record ExportJob(
        String id,
        String name,
        String connection,
        FhirExportRequest request,
        State state,
        Instant started,
        Optional<URI> status,
        Optional<String> transactionTime,
        List<File> files,
        Optional<String> failure,
        Optional<String> reason,
        boolean finished) {
    public ExportJob {
        files = List.copyOf(files);
    }

    /// One that the server has not heard of.
    public static ExportJob starting(
            String id, String name, String connection, FhirExportRequest request, Instant now) {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                State.STARTING,
                now,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    ExportJob running(URI at, Instant now) {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                State.RUNNING,
                now,
                Optional.of(at),
                transactionTime,
                files,
                failure,
                reason,
                false);
    }

    ExportJob done(String time, List<File> all) {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                State.DONE,
                started,
                status,
                Optional.of(time),
                all,
                failure,
                reason,
                false);
    }

    ExportJob failed(String why, String withoutWords) {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                State.FAILED,
                started,
                status,
                transactionTime,
                files,
                Optional.of(why),
                Optional.of(withoutWords),
                false);
    }

    ExportJob cancelled() {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                State.CANCELLED,
                started,
                status,
                transactionTime,
                files,
                failure,
                reason,
                false);
    }

    ExportJob afterwards() {
        return new ExportJob(
                id,
                name,
                connection,
                request,
                state,
                started,
                status,
                transactionTime,
                List.of(),
                failure,
                reason,
                true);
    }

    /// Whether there is something to wait for, or to fetch.
    public boolean isWanted() {
        return !finished
                && switch (state) {
                    case STARTING, RUNNING, DONE -> true;
                    case FAILED, CANCELLED -> false;
                };
    }
}
