package io.grantway.outbound;

import java.net.URI;

/// An address that an answer named, such as a next page or a file, called as it stands instead of
/// one below the connection's. Whoever makes the request has looked at its origin.
///
/// @param credentials whether the call proves itself there as other calls of the connection do;
///   else it says nothing of who calls
public record OutboundLink(URI address, boolean credentials) {
    /// Without path and query, which may be secrets.
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
