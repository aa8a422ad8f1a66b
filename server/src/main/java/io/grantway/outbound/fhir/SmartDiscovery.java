package io.grantway.outbound.fhir;

import io.grantway.outbound.CallFailure;
import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import io.grantway.outbound.OutboundAnswer;
import io.grantway.outbound.OutboundRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a FHIR server says that tokens for it are got: `.well-known/smart-configuration` (SMART
/// App Launch 2.2, "conformance"), else the extension of its `CapabilityStatement` that came
/// before. Asked for by one for all who wait, and kept while the server cannot be reached.
public final class SmartDiscovery {
    private static final Duration LIFE = Duration.ofHours(1);

    /// Between two questions after a failure.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final String OAUTH_URIS =
            "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    private final FhirCalls open;
    private final boolean secure;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile State state = new State(null, null, Instant.EPOCH);

    /// @param failure the last
    /// @param until when it is not asked again
    private record State(@Nullable URI endpoint, @Nullable String failure, Instant until) {}

    /// @param open calls of the server without a credential: those are what is looked for
    /// @param base of the server
    public SmartDiscovery(FhirCalls open, URI base, InstantSource clock) {
        this.open = open;
        this.secure = "https".equals(base.getScheme());
        this.clock = clock;
    }

    /// May block.
    ///
    /// @throws FhirFailure where the server does not say
    public URI tokenEndpoint() {
        State now = state;
        if (!now.until().isAfter(clock.instant())) {
            now = asked();
        }
        if (now.endpoint() == null) {
            throw new FhirFailure(open.name(), Reason.NOT_FHIR, String.valueOf(now.failure()));
        }
        return now.endpoint();
    }

    /// What the server said last. Asks nobody.
    public Optional<URI> known() {
        return Optional.ofNullable(state.endpoint());
    }

    private State asked() {
        asking.lock();
        try {
            State now = state;
            if (!now.until().isAfter(clock.instant())) {
                now = ask(now);
                state = now;
            }
            return now;
        } finally {
            asking.unlock();
        }
    }

    private State ask(State before) {
        try {
            URI found = fromConfiguration().or(this::fromCapabilities).orElseThrow(() -> unsaid());
            return new State(found, null, clock.instant().plus(LIFE));
        } catch (CallFailure | FhirFailure e) {
            return new State(before.endpoint(), e.getMessage(), clock.instant().plus(PAUSE));
        }
    }

    private FhirFailure unsaid() {
        return new FhirFailure(
                open.name(),
                Reason.NOT_FHIR,
                "the server says neither in .well-known/smart-configuration nor in metadata where"
                        + " tokens are got; name tokenEndpoint in the security definition");
    }

    private Optional<URI> fromConfiguration() {
        return document(".well-known/smart-configuration", "application/json")
                .flatMap(tree -> FhirJson.text(tree, "token_endpoint"))
                .flatMap(this::usable);
    }

    private Optional<URI> fromCapabilities() {
        Optional<ObjectNode> capabilities = document("metadata", FhirJson.TYPE);
        for (JsonNode rest : capabilities.map(tree -> tree.path("rest")).orElse(FhirJson.array())) {
            for (JsonNode extension : rest.path("security").path("extension")) {
                if (extension.path("url").asString("").equals(OAUTH_URIS)) {
                    return tokenOf(extension);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<URI> tokenOf(JsonNode uris) {
        for (JsonNode one : uris.path("extension")) {
            if (one.path("url").asString("").equals("token")) {
                return FhirJson.text(one, "valueUri").flatMap(this::usable);
            }
        }
        return Optional.empty();
    }

    private Optional<ObjectNode> document(String path, String type) {
        try (OutboundAnswer answer =
                open.raw(OutboundRequest.of("GET", path).with("Accept", type))) {
            return answer.status() == 200 ? FhirJson.read(answer.body().text()) : Optional.empty();
        }
    }

    /// A server that is asked over TLS must not send secrets over a line without it.
    private Optional<URI> usable(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean good =
                    "https".equals(uri.getScheme()) || (!secure && "http".equals(uri.getScheme()));
            return good && uri.getHost() != null && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
