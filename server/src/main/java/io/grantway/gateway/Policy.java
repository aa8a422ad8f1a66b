package io.grantway.gateway;

import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import java.util.stream.Stream;

/// A rule that calls of an API are put through. Immutable and made once per API; everything parsed
/// when it is made.
public interface Policy {
    /// Decides on the event loop, without blocking: what must block goes to a virtual thread and
    /// comes back by [Decision.Wait].
    Decision decide(Call call);

    /// Sees the upstream's response before it goes to the client, in reverse order of the policies.
    ///
    /// @param edits changes to the response's fields
    default void onResponse(Call call, int status, Headers headers, HeaderEdits edits) {}

    /// The policies that it is made of; itself where it is made of no others.
    default Stream<Policy> parts() {
        return Stream.of(this);
    }

    /// The policy's name in a configuration.
    default String name() {
        String full = getClass().getName();
        String type = full.substring(full.lastIndexOf('.') + 1);
        return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }
}
