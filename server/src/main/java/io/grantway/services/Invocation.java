package io.grantway.services;

import io.grantway.config.Secret;
import io.grantway.service.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One call of a service, as a channel makes it.
///
/// @param service its name
/// @param workspace whose connections it may use
/// @param channel that calls; the command's or the API's own name where none does
/// @param values by name, such as path and query parameters and fields of a form
/// @param body what else came
/// @param within how long it may take; the service's own limit may be shorter
/// @param onBehalfOf the access token that came with the call
/// @param principal who calls, where the channel has found out
/// @param about further facts by name, in lower case: header fields, the name of a file
public record Invocation(
        String service,
        String workspace,
        String channel,
        Map<String, String> values,
        InvocationBody body,
        Duration within,
        Optional<Secret> onBehalfOf,
        Optional<Principal> principal,
        Map<String, String> about) {
    public Invocation {
        values = Map.copyOf(values);
        about = Map.copyOf(about);
    }

    /// Of nobody in particular.
    public Invocation(
            String service,
            String workspace,
            String channel,
            Map<String, String> values,
            InvocationBody body,
            Duration within,
            Optional<Secret> onBehalfOf) {
        this(
                service,
                workspace,
                channel,
                values,
                body,
                within,
                onBehalfOf,
                Optional.empty(),
                Map.of());
    }

    public Invocation by(Principal who) {
        return new Invocation(
                service,
                workspace,
                channel,
                values,
                body,
                within,
                onBehalfOf,
                Optional.of(who),
                about);
    }

    public Invocation about(Map<String, String> facts) {
        return new Invocation(
                service, workspace, channel, values, body, within, onBehalfOf, principal, facts);
    }

    /// Without values and body, which may hold secrets.
    @Override
    public String toString() {
        return service + " by " + channel;
    }
}
