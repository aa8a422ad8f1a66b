package io.grantway.gateway;

import io.grantway.http.Headers;

/// What the gateway proves itself by to an upstream, in place of whatever the client brought.
public interface UpstreamCredential {
    /// For one call.
    Use use();

    /// What one call is given. Called on the event loop; never blocks.
    interface Use {
        /// Puts a credential into the fields that go upstream; waits where a token has to be got
        /// first, and answers where none can be had.
        Decision put(Call call);

        /// Whether a response says that another credential may do better.
        boolean mayHelp(int status, Headers headers);

        /// As [#put], with another one than before.
        Decision putAnother(Call call);
    }
}
