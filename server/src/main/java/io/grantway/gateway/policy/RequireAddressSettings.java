package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import io.grantway.http.Networks;
import java.util.List;

/// The `requireAddress` policy: where calls may come from.
public record RequireAddressSettings(
        @Key(
                        value =
                                "Networks and addresses that may call; every one, where empty. The"
                                        + " client's address is told by `server.trustedProxies`"
                                        + " where there are any.",
                        example = "[10.0.0.0/8, 2001:db8::/32]")
                List<String> allow,
        @Key(value = "Networks and addresses that may not.", example = "[10.1.2.3]")
                List<String> deny)
        implements PolicySettings {
    public RequireAddressSettings {
        Networks.parse(allow);
        Networks.parse(deny);
        if (allow.isEmpty() && deny.isEmpty()) {
            throw new IllegalArgumentException("give it allow or deny");
        }
    }
}
