package io.grantway.outbound.fhir;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirExportConfig;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundLink;
import io.grantway.outbound.OutboundRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The server asked, again and again, whether an export's files are ready; each time with a token
/// of that moment.
final class ExportPolls {
    private final FhirCalls calls;
    private final Links links;
    private final FhirExportConfig config;
    private final PollPause pause;
    private final InstantSource clock;
    private final Halt halt;
    private volatile String progress = "";

    ExportPolls(
            FhirCalls calls,
            Links links,
            FhirExportConfig config,
            PollPause pause,
            InstantSource clock,
            Halt halt) {
        this.calls = calls;
        this.links = links;
        this.config = config;
        this.pause = pause;
        this.clock = clock;
        this.halt = halt;
    }

    String progress() {
        return progress;
    }

    /// Waits for the manifest.
    ///
    /// @param status the address to ask
    /// @param each done before each question
    Manifest manifest(URI status, Instant started, Runnable each) {
        int troubles = 0;
        while (true) {
            each.run();
            OutboundRequest poll =
                    OutboundRequest.of("GET", new OutboundLink(status, true))
                            .with("Accept", "application/json");
            try (OutboundAnswer answer = calls.raw(poll)) {
                if (answer.status() == 200) {
                    return read(answer);
                }
                if (answer.status() == 202) {
                    troubles = 0;
                    progress = answer.headers().first("X-Progress").map(Issues::plain).orElse("");
                } else if (answer.status() != 429
                        && (answer.status() < 500 || ++troubles > PollPause.TROUBLES)) {
                    throw calls.refusal(poll, answer);
                }
                waitFor(pause.after(answer.headers(), troubles), started);
            } catch (CallFailure e) {
                if (++troubles > PollPause.TROUBLES || !PollPause.passes(e)) {
                    throw e;
                }
                waitFor(pause.after(e, troubles), started);
            }
        }
    }

    private Manifest read(OutboundAnswer answer) {
        return Manifest.of(
                calls.name(),
                FhirJson.read(answer.body().text())
                        .orElseThrow(() -> failure("the export's manifest is no JSON")),
                links,
                config.fileOrigins());
    }

    private FhirFailure failure(String text) {
        return new FhirFailure(calls.name(), Reason.EXPORT, text);
    }

    private void waitFor(Duration time, Instant started) {
        if (clock.instant().isAfter(started.plus(config.maxWait()))) {
            throw failure(
                    "the server did not have the files ready within "
                            + config.maxWait().toSeconds()
                            + " s (fhir.export.maxWait)");
        }
        halt.rest(time);
    }
}
