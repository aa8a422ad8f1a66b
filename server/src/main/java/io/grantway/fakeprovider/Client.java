package io.grantway.fakeprovider;

import io.grantway.config.Secret;
import java.net.URI;
import java.util.List;

/// A client that is registered, for OAuth 2.0.
///
/// @param redirects where its users may be sent back to
public record Client(String id, Secret secret, List<String> redirects) {
    /// The one that is always there; its users may also be sent to any address on this machine that
    /// ends in `/callback`.
    static final Client PIXIE =
            new Client(
                    "pixie",
                    Secret.of("pixie-secret"),
                    List.of("https://localhost:8443/connect/callback"));

    public Client {
        redirects = List.copyOf(redirects);
    }

    /// Reads `id:secret:redirect`.
    ///
    /// @throws IllegalArgumentException where it is not that
    public static Client parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].contains("://")) {
            throw new IllegalArgumentException(
                    "--client is id:secret:redirect, such as"
                            + " app:app-secret:https://app.example/callback");
        }
        return new Client(parts[0], Secret.of(parts[1]), List.of(parts[2]));
    }

    boolean mayReturnTo(String redirect) {
        return redirects.contains(redirect) || (id.equals(PIXIE.id()) && isHere(redirect));
    }

    private static boolean isHere(String redirect) {
        try {
            URI uri = URI.create(redirect);
            return uri.getHost() != null
                    && List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost())
                    && uri.getPath().endsWith("/callback")
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
