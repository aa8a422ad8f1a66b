package io.grantway.authserver.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A client id that is the address of the client's own document
/// (draft-ietf-oauth-client-id-metadata-document §3).
final class DocumentAddress {
    private static final int LONGEST = 500;

    private DocumentAddress() {}

    /// Whether a client id could be one at all.
    static boolean isLike(String clientId) {
        return clientId.startsWith("https://");
    }

    /// @param hosts that are allowed, `*.` in front for all below a domain; empty for all
    static Optional<URI> of(String clientId, List<String> hosts) {
        if (!isLike(clientId) || clientId.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(clientId);
            String path = uri.getRawPath();
            boolean fits =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && path != null
                            && !path.isEmpty()
                            && uri.normalize().equals(uri);
            return fits && isAllowed(uri.getHost(), hosts) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isAllowed(String host, List<String> hosts) {
        String lower = host.toLowerCase(Locale.ROOT);
        return hosts.isEmpty()
                || hosts.stream()
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .anyMatch(each ->
                                each.startsWith("*.")
                                        ? lower.endsWith(each.substring(1))
                                        : lower.equals(each));
    }
}
