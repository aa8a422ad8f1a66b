package io.grantway.gateway;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An API: where it really is, how calls find it, and which policies protect it.
public record ApiConfig(
        @Key(value = "Unique in the workspace.", example = "orders") String name,
        @Key(
                        value = "Where calls are sent: a URL, or targets with weights and limits.",
                        example = "http://127.0.0.1:9200")
                UpstreamConfig upstream,
        @Key("Which requests are for this API.") List<RouteConfig> routes,
        @Key(
                        "What it can be asked to do, and with which scopes. Where any are named, a"
                                + " token opens no call that is none of them.")
                List<OperationConfig> operations,
        @Key(
                        "An OpenAPI document that says more operations; what `operations` says of"
                                + " the same method and path counts instead.")
                @Nullable OpenApiConfig openapi,
        @Key(
                        "What every call is put through, in this order; instead of the workspace's"
                                + " own of the same kinds.")
                List<PolicySettings> policies) {}
