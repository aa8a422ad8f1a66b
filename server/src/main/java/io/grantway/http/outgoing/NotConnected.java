package io.grantway.http.outgoing;

import io.grantway.http.OutgoingFailure;
import io.grantway.http.OutgoingFailure.Reason;
import java.net.URI;

/// That one address could not be connected to; nothing was sent.
final class NotConnected extends RuntimeException {
    private final Reason reason;
    private final String why;

    NotConnected(Reason reason, String why) {
        super(why, null, false, false);
        this.reason = reason;
        this.why = why;
    }

    OutgoingFailure failure(URI uri) {
        return new OutgoingFailure(reason, uri, why);
    }
}
