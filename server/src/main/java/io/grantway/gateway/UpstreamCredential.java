package io.grantway.gateway;

import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Body;
import io.grantway.http.ForwardFailure;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import org.jspecify.annotations.Nullable;

/// What the gateway proves itself by to an upstream, in place of whatever the client brought.
public interface UpstreamCredential {
    /// For one call.
    Use use();

    /// What one call is given. Called on the event loop; never blocks.
    interface Use {
        /// Puts a credential into the fields that go upstream; waits where a token has to be got
        /// first, and answers where none can be had.
        Decision put(Call call);

        /// Where the call goes, once [#put] let it go on; null for where it would go anyway.
        default @Nullable Upstream destination() {
            return null;
        }

        /// How often a call may be sent again.
        default int most() {
            return 1;
        }

        /// Whether a response says that another credential, or another try, may do better.
        boolean mayHelp(int status, Headers headers);

        /// Asked where [#mayHelp] said no: how many bytes of the response's body tell more.
        default int looksAt(int status, Headers headers) {
            return 0;
        }

        /// As [#mayHelp], with the whole body of a response that was looked at.
        default boolean mayHelp(int status, Headers headers, Body whole) {
            return false;
        }

        /// As [#put], after one of those said yes.
        Decision putAnother(Call call);

        /// What comes before another try after there was no response; null where there is to be
        /// none.
        default @Nullable Decision again(Call call, ForwardFailure failure) {
            return null;
        }

        /// This response goes to the client.
        ///
        /// @param edits changes to its fields
        default void answered(Call call, int status, Headers headers, HeaderEdits edits) {}
    }
}
