package io.grantway.vault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody who wants to know what happens with accounts. Thread-safe.
public final class VaultEvents implements VaultEvent.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(VaultEvents.class);

    private final List<VaultEvent.Sink> sinks = new CopyOnWriteArrayList<>();

    /// Tells one more from now on.
    public void tell(VaultEvent.Sink sink) {
        sinks.add(sink);
    }

    /// One that fails does not keep the others from it.
    @Override
    public void happened(VaultEvent event) {
        for (VaultEvent.Sink sink : sinks) {
            try {
                sink.happened(event);
            } catch (RuntimeException e) {
                LOG.error("an event of the vault was not taken: {}", event.kind(), e);
            }
        }
    }
}
