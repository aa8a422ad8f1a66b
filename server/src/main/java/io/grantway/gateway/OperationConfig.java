package io.grantway.gateway;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that an API can be asked to do, and the scopes that open it.
public record OperationConfig(
        @Key(
                        value =
                                "For logs, figures and limits; the methods and the first path where"
                                        + " absent.",
                        example = "listOrders")
                @Nullable String name,
        @Key(
                        value =
                                "Methods; none: every method. `GET` covers `HEAD` where that is not"
                                        + " named.",
                        example = "[GET]")
                List<String> methods,
        @Key(
                        value =
                                "Whole paths as clients send them: `{name}` stands for one segment,"
                                        + " `/**` at the end for everything below too.",
                        example = "[/orders, \"/orders/{id}\"]")
                List<String> paths,
        @Key(value = "Scopes that a token needs, all of them.", example = "[orders.read]")
                List<String> scopes,
        @Key(
                        value = "Scopes of which a token needs one, beside all of `scopes`.",
                        example = "[orders.read, orders.admin]")
                List<String> anyScope) {
    /// Its own name, or one made of the methods and the first path.
    public String knownAs() {
        if (name != null) {
            return name;
        }
        String path = paths.isEmpty() ? "" : paths.getFirst();
        return methods.isEmpty() ? path : String.join(",", methods) + " " + path;
    }
}
