package io.grantway.outbound;

import io.grantway.outbound.Ping.Look;
import io.grantway.outbound.Ping.State;
import io.grantway.outbound.Ping.Step;
import io.grantway.outbound.fhir.FhirCalls;
import io.grantway.outbound.fhir.FhirJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Looks at a FHIR connection step by step. What its server says of itself is asked for without a
/// credential, so that "cannot be reached" and "is not allowed" are told apart.
final class FhirPing {
    private final FhirConfig config;
    private final RestConnection calls;
    private final RestConnection open;
    private final List<Step> steps = new ArrayList<>();

    /// @param open calls without a credential
    FhirPing(FhirConfig config, RestConnection calls, RestConnection open) {
        this.config = config;
        this.calls = calls;
        this.open = open;
    }

    Ping ping() {
        boolean reached = add(new RestPing(open).reach());
        var _ =
                reached
                        && step(Look.CAPABILITIES, this::capabilities)
                        && add(new RestPing(calls).prove())
                        && step(Look.ANSWER, this::read);
        return new Ping(steps);
    }

    /// @return whether all went well
    private boolean add(Ping other) {
        steps.addAll(other.steps());
        return other.ok();
    }

    private record Found(State state, String text, String hint) {}

    private boolean step(Look look, Supplier<Found> looking) {
        long began = calls.around().nanoTime().getAsLong();
        Found found;
        try {
            found = looking.get();
        } catch (FhirFailure e) {
            found = failed(look, e);
        } catch (CallFailure e) {
            found = new Found(State.FAILED, text(e), "look at the address, and at the server");
        }
        long millis = (calls.around().nanoTime().getAsLong() - began) / 1_000_000;
        steps.add(new Step(look, found.state(), found.text(), found.hint(), millis));
        return found.state() != State.FAILED;
    }

    private Found failed(Look look, FhirFailure failure) {
        boolean refused = failure.status() == 401 || failure.status() == 403;
        if (look == Look.CAPABILITIES && refused) {
            return new Found(
                    State.SKIPPED, "the server tells its capabilities only to those it knows", "");
        }
        String hint =
                switch (failure.status()) {
                    case 401 ->
                            "the server is reached and does not take the credential: look at its"
                                    + " security definition (aud, client id, clock)";
                    case 403 ->
                            "the server knows who calls and does not allow it: look at the scopes,"
                                    + " or set ping to a read that they allow";
                    case 404 ->
                            look == Look.CAPABILITIES
                                    ? "there is no FHIR server there: look at the path of url"
                                    : "set ping to a read that the server knows";
                    default ->
                            failure.reason() == FhirFailure.Reason.NOT_FHIR
                                    ? "it is no FHIR server: look at url"
                                    : "look at what the server says";
                };
        return new Found(State.FAILED, text(failure), hint);
    }

    private static String text(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static FhirCalls fhir(Connection connection) {
        return new FhirCalls(connection, UnaryOperator.identity());
    }

    private Found capabilities() {
        JsonNode said = fhir(open).ask(OutboundRequest.of("GET", "metadata")).resource();
        String number = FhirJson.text(said, "fhirVersion").orElse("");
        String software =
                FhirJson.text(said.path("software"), "name")
                        .map(name ->
                                ", "
                                        + name
                                        + FhirJson.text(said.path("software"), "version")
                                                .map(version -> " " + version)
                                                .orElse(""))
                        .orElse("");
        Optional<FhirVersion> version = FhirVersion.of(number);
        String text = "FHIR " + (number.isEmpty() ? "of no version" : number) + software;
        if (version.filter(config.version()::equals).isEmpty()) {
            return new Found(
                    State.FAILED,
                    text,
                    "version is "
                            + config.version()
                            + version.map(other -> "; set it to " + other)
                                    .orElse(", which is FHIR " + config.version().number()));
        }
        return speaksJson(said)
                ? new Found(State.OK, text + " (" + config.version() + ")", "")
                : new Found(State.FAILED, text, "the server speaks no JSON");
    }

    /// Where the server says no formats, it is believed to.
    private static boolean speaksJson(JsonNode capabilities) {
        JsonNode formats = capabilities.path("format");
        if (formats.isEmpty()) {
            return true;
        }
        for (JsonNode format : formats) {
            if (format.asString("").contains("json")) {
                return true;
            }
        }
        return false;
    }

    private Found read() {
        OutboundLink link =
                new OutboundLink(
                        URI.create(withoutSlash(config.url()) + "/" + config.ping()), true);
        fhir(calls).ask(OutboundRequest.of("GET", link));
        return new Found(State.OK, "GET " + config.ping() + " is allowed", "");
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
