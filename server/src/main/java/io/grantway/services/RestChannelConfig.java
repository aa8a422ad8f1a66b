package io.grantway.services;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.ByteSize;
import io.grantway.config.Key;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests to a path of the gateway, as calls of a service.
public record RestChannelConfig(
        @Key(
                        value =
                                "The path, whole; `{name}` stands for one segment, which the"
                                        + " service gets as a value.",
                        example = "/plans/{client_id}")
                String path,
        @Key(value = "Methods that it takes.", or = "[GET, POST]") List<String> methods,
        @Key(
                        value =
                                "The security definition that callers prove themselves by: one with"
                                        + " `basic`, `apiKey`, `bearer` or `mtls`.",
                        example = "Frontdesk")
                @Nullable String security,
        @Key(
                        value =
                                "What its calls are put through, as with an API: any policy, such"
                                        + " as `requireToken`.",
                        example = "[{requireToken: {scopes: [plans.read]}}]")
                List<PolicySettings> policies,
        @Key(value = "The service.", example = "GetClientBillingPlan") String service,
        @Key(value = "How long the service may take.", or = "30s") Duration timeout,
        @Key(value = "The largest body that is taken.", or = "1MiB") ByteSize maxBody,
        @Key(
                        value =
                                "`sync`: the answer is what the service returns. `accepted`: 202 at"
                                    + " once, with the address below the path where the run can be"
                                    + " looked at (`/runs/{id}`).",
                        or = "sync")
                Respond respond,
        @Key(value = "Calls that may run at once; more are answered 503.", or = "1000")
                int concurrency) {
    /// When a call is answered.
    public enum Respond {
        /// When the service has returned.
        SYNC,
        /// Before the service has begun.
        ACCEPTED
    }

    public RestChannelConfig {
        ChannelConfig.requireService(service);
        ChannelConfig.requireWithin(timeout);
        ChannelConfig.requireNumber("concurrency", concurrency, 100_000);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("methods must name one at least");
        }
        if (maxBody.bytes() > 1L << 30) {
            throw new IllegalArgumentException("maxBody must be 1GiB at most");
        }
    }
}
