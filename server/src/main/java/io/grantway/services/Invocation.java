package io.grantway.services;

import io.grantway.config.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One call of a service, as a channel makes it.
///
/// @param service its name
/// @param workspace whose connections it may use
/// @param channel that calls; the command's or the API's own name where none does
/// @param values by name, such as path and query parameters
/// @param body what else came
/// @param within how long it may take
/// @param onBehalfOf the access token that came with the call
/// @param caller who calls, by name, where the channel has found out
public record Invocation(
        String service,
        String workspace,
        String channel,
        Map<String, String> values,
        InvocationBody body,
        Duration within,
        Optional<Secret> onBehalfOf,
        Optional<String> caller) {
    public Invocation {
        values = Map.copyOf(values);
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
        this(service, workspace, channel, values, body, within, onBehalfOf, Optional.empty());
    }

    /// Without values and body, which may hold secrets.
    @Override
    public String toString() {
        return service + " by " + channel;
    }
}
