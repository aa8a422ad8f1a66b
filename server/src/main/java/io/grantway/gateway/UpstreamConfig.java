package io.grantway.gateway;

import io.grantway.config.Key;
import io.grantway.config.Shorthand;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where calls of an API are sent.
public record UpstreamConfig(
        @Shorthand
                @Key(
                        value = "The one target's URL; a path in it goes before the call's own.",
                        example = "http://127.0.0.1:9200")
                @Nullable URI url,
        @Key("Several targets, in place of `url`.") List<TargetConfig> targets,
        @Key(
                        value =
                                "A connection in place of `url`: calls go to its address, proved by"
                                        + " its security definition. What clients bring of"
                                        + " credentials, cookies and addresses stays here; limits,"
                                        + " circuit and TLS are the connection's.",
                        example = "REST Server")
                @Nullable String connection,
        @Key(
                        value =
                                "A provider of users' accounts in place of `url`: each call goes to"
                                    + " its API with the account of whoever calls. What clients"
                                    + " bring of credentials, cookies and addresses stays here.",
                        example = "google-drive")
                @Nullable String account,
        @Key(
                        value =
                                "With `account`: whose, by `{subject}` of the access token,"
                                        + " `{consumer}` or `{claim:name}`; `{subject}` where"
                                        + " absent. Tokens of several servers need a claim that"
                                        + " tells their users apart.",
                        example = "'{subject}'")
                @Nullable String user,
        @Key(
                        value =
                                "With `account`: the app of the vault whose user that is; where"
                                        + " absent, the workspace's only one.",
                        example = "printpixie")
                @Nullable String app,
        @Key(value = "How many other targets an idempotent call may try when one fails.", or = "1")
                int retries,
        @Key(value = "How long each part of a call may take.", or = "{}") Limits limits,
        @Key(value = "When a failing target is left alone, and for how long.", or = "{}")
                CircuitConfig circuit,
        @Key("Probes of each target beside the traffic.") @Nullable HealthConfig health,
        @Key(
                        value =
                                "Speak HTTP/2: by ALPN over TLS, with prior knowledge (h2c) over"
                                        + " plain TCP.",
                        or = "false")
                boolean http2,
        @Key(value = "Check certificate and host name of an `https` target.", or = "true")
                boolean verify) {
    public UpstreamConfig(
            @Nullable URI url,
            List<TargetConfig> targets,
            int retries,
            Limits limits,
            CircuitConfig circuit,
            @Nullable HealthConfig health,
            boolean http2,
            boolean verify) {
        this(url, targets, null, null, null, null, retries, limits, circuit, health, http2, verify);
    }

    /// One of several targets.
    public record TargetConfig(
            @Shorthand @Key(value = "The target's URL.", example = "http://10.0.0.7:8080") URI url,
            @Key(value = "Its share of the calls, against the others' weights.", or = "1")
                    int weight) {
        public TargetConfig {
            if (weight < 1 || weight > 1000) {
                throw new IllegalArgumentException("weight must be 1 to 1000");
            }
        }
    }

    /// Time limits of a call.
    public record Limits(
            @Key(value = "Until there is a connection.", or = "5s") Duration connect,
            @Key(value = "From the end of the request to the head of the response.", or = "60s")
                    Duration firstByte,
            @Key(value = "Without a byte while bodies stream.", or = "60s") Duration idle,
            @Key(value = "From start to end; `0s`: no limit.", or = "0s") Duration total) {}

    /// The circuit of each target.
    public record CircuitConfig(
            @Key(value = "Failures in a row that open it.", or = "5") int failures,
            @Key(value = "How long it stays open before one call may try again.", or = "5s")
                    Duration openFor,
            @Key(value = "Statuses of the target that count as failures.", or = "[502, 503, 504]")
                    List<Integer> statuses) {
        public CircuitConfig {
            if (failures < 1) {
                throw new IllegalArgumentException("failures must be 1 or more");
            }
        }
    }

    /// Active health checks.
    public record HealthConfig(
            @Key(value = "Asked with GET; a status of 200 to 399 is healthy.", example = "/health")
                    String path,
            @Key(value = "Time between two probes.", or = "10s") Duration every,
            @Key(value = "How long an answer may take.", or = "2s") Duration within,
            @Key(value = "Good answers in a row that bring a target back.", or = "2")
                    int healthyAfter,
            @Key(value = "Bad answers in a row that take a target out.", or = "3")
                    int unhealthyAfter) {}
}
