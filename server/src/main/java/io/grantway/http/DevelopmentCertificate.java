package io.grantway.http;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// A certificate for `localhost`, `127.0.0.1` and `::1`, made at first start where none is
/// configured, so that HTTPS works at once. No browser trusts it by itself.
public final class DevelopmentCertificate {
    private DevelopmentCertificate() {}

    /// The certificate of a data directory: made where there is none, and made anew when it is near
    /// its end.
    @SuppressWarnings("DoNotCallSuggester")
    public static TlsConfig in(Path dataDirectory, InstantSource clock, SecureRandom random) {
        throw new UnsupportedOperationException("not yet");
    }
}
