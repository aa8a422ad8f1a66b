package io.grantway.gateway;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which requests are for an API. Every condition named must hold; of several routes that match,
/// the most specific wins: by host, then path, then the number of headers, then method.
public record RouteConfig(
        @Key(
                        value =
                                "For logs and listings; made from the API's name and the route's"
                                        + " place where absent.")
                @Nullable String name,
        @Key(
                        value = "Host names, or wildcards of one leading label or more.",
                        example = "[api.example.com, \"*.example.com\"]")
                List<String> hosts,
        @Key(
                        value =
                                "Paths: `/event` matches itself and all below it; `=/event` itself"
                                    + " alone; `{name}` stands for one segment. None: every path.",
                        example = "[/event]")
                List<String> paths,
        @Key(value = "Methods; none: every method.", example = "[GET, POST]") List<String> methods,
        @Key(value = "Header fields that must have these values.", example = "{X-Version: \"2\"}")
                Map<String, String> headers,
        @Key(value = "Take the matched path away before the call goes upstream.", or = "false")
                boolean stripPath,
        @Key(
                        value =
                                "What the matched path becomes upstream; may use the path's"
                                        + " `{name}`s. Instead of `stripPath`.",
                        example = "/v2/users/{id}")
                @Nullable String rewrite,
        @Key(
                        value = "Send the client's `Host` upstream rather than the target's own.",
                        or = "false")
                boolean preserveHost,
        @Key(value = "`http`, `https` or both.", or = "[http, https]") List<Protocol> protocols,
        @Key(
                        value =
                                "What a call over plain HTTP is answered where `protocols` is"
                                        + " `[https]` alone: 426, or a redirect by 301, 302, 307 or"
                                        + " 308.",
                        or = "426")
                int insecureStatus,
        @Key("What its calls are put through, instead of the API's own of the same kinds.")
                List<PolicySettings> policies) {
    private static final Set<Integer> INSECURE = Set.of(426, 301, 302, 307, 308);

    public RouteConfig {
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols must name http, https or both");
        }
        if (!INSECURE.contains(insecureStatus)) {
            throw new IllegalArgumentException("insecureStatus must be 426, 301, 302, 307 or 308");
        }
    }
}
