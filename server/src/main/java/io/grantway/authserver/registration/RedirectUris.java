package io.grantway.authserver.registration;

import io.grantway.authserver.registration.RegistrationRefusal.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client may register as its redirect URIs, of whatever kind (RFC 6749 §3.1.2, RFC 8252 §7,
/// RFC 9700 §4.1): HTTPS, plain HTTP to its own machine, or a scheme of its own.
///
/// @param member of the metadata
/// @param applicationType `web` has HTTPS only, `native` all; without it, all (OpenID Connect
///   Dynamic Client Registration §2 would say `web`, which many programs on users' machines do not
///   know of)
record RedirectUris(String member, Optional<String> applicationType) {
    private static final int MOST = 20;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    List<String> checked(List<String> uris) {
        if (uris.size() > MOST) {
            throw refusal("are more than " + MOST);
        }
        uris.forEach(this::check);
        return uris;
    }

    private void check(String text) {
        URI uri = parsed(text);
        if (uri.getScheme() == null || (uri.isOpaque() && !isOwn(uri))) {
            throw refusal("must be absolute: \"" + text + "\" is not");
        }
        if (uri.getRawFragment() != null || uri.getRawUserInfo() != null || text.contains("*")) {
            throw refusal("have no fragment, user or *: \"" + text + "\" has");
        }
        boolean web = applicationType.equals(Optional.of("web"));
        boolean fits =
                switch (uri.getScheme()) {
                    case "https" -> uri.getHost() != null;
                    case "http" ->
                            !web && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
                    default -> !web && isOwn(uri);
                };
        if (!fits) {
            throw refusal(
                    (web
                                    ? "must begin with https:// (application_type native may have"
                                            + " more)"
                                    : "must begin with https://, with http:// and a loopback"
                                            + " address, or with a scheme that is a reversed"
                                            + " domain, such as com.example.app:")
                            + ": \""
                            + text
                            + "\" does not");
        }
    }

    /// RFC 8252 §7.1: with a dot, as a domain has. No javascript: or data: passes.
    private static boolean isOwn(URI uri) {
        return uri.getScheme().indexOf('.') > 0;
    }

    private URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw refusal("must be URIs: \"" + text + "\" is none");
        }
    }

    RegistrationRefusal refusal(String what) {
        return member.equals("redirect_uris")
                ? new RegistrationRefusal(Reason.INVALID_REDIRECT_URI, member + " " + what)
                : RegistrationRefusal.metadata(member, what);
    }
}
