package io.grantway.http.engine;

import io.grantway.http.CallRecord;
import io.grantway.http.ExchangeHandler;
import io.grantway.http.ExchangeObserver;
import io.grantway.http.ListenerSettings;
import io.grantway.http.RequestHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the connections of one listener share.
///
/// @param tls whether they are encrypted
record ListenerSite(
        ListenerSettings settings,
        boolean tls,
        ExchangeHandler handler,
        ExchangeObserver observer,
        Connections connections) {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerSite.class);

    /// Tells the observer; what it throws stays its own, since the response must still end.
    void tellEnded(
            RequestHead head,
            CallRecord record,
            int status,
            long bytesIn,
            long bytesOut,
            long nanos) {
        try {
            record.over(bytesIn + bytesOut);
            ExchangeObserver own = record.observer();
            if (own != null) {
                own.ended(head, record, status, bytesIn, bytesOut, nanos);
            }
            observer.ended(head, record, status, bytesIn, bytesOut, nanos);
        } catch (RuntimeException e) {
            LOG.error("an observer failed on request {}", head.id(), e);
        }
    }
}
