package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import java.util.List;

/// The `requireGroup` policy: only consumers of some groups may call, as with Kong's `acl`. Stands
/// behind a policy that finds out who calls.
public record RequireGroupSettings(
        @Key(value = "Groups that may call; nobody else may.", example = "[gold]")
                List<String> allow,
        @Key("Groups that may not call; everybody else may.") List<String> deny,
        @Key(value = "Do not tell the upstream in `X-Consumer-Groups`.", or = "false")
                boolean hideGroupsHeader,
        @Key(
                        value =
                                "As Kong's field of that name. Grantway knows groups of consumers"
                                        + " only, so it changes nothing.",
                        or = "false")
                boolean alwaysUseAuthenticatedGroups)
        implements PolicySettings {
    public RequireGroupSettings {
        if (allow.isEmpty() == deny.isEmpty()) {
            throw new IllegalArgumentException("exactly one of these must be set: allow, deny");
        }
    }
}
