package io.grantway.gateway;

import io.grantway.catalog.Consumer;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A policy that is another one for some consumers. Stands behind those that find out who calls.
///
/// @param name of the kind of all of them
/// @param special for these consumers
/// @param usual for everybody else; empty for none
record ByConsumer(String name, Map<UUID, Policy> special, Optional<Policy> usual)
        implements Policy {
    ByConsumer {
        special = Map.copyOf(special);
    }

    @Override
    public Decision decide(Call call) {
        Optional<Policy> policy = of(call);
        return policy.isPresent() ? policy.get().decide(call) : Decision.PROCEED;
    }

    @Override
    public void onResponse(Call call, int status, Headers headers, HeaderEdits edits) {
        of(call).ifPresent(policy -> policy.onResponse(call, status, headers, edits));
    }

    private Optional<Policy> of(Call call) {
        Optional<Consumer> consumer = call.consumer();
        if (consumer.isEmpty()) {
            return usual;
        }
        Policy own = special.get(consumer.get().id());
        return own == null ? usual : Optional.of(own);
    }
}
