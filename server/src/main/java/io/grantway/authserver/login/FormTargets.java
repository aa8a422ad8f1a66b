package io.grantway.authserver.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/// The `form-action` of a page whose form leads back to an application (CSP Level 3 §6.4.1).
///
/// Chromium applies it to every redirect that follows the form, not only to the form: to the
/// application's redirect URI, and to wherever the application sends its user from there, often
/// another host of its own. Both must be allowed, or the button does nothing. So `https:` is
/// allowed as a whole, and beside it the redirect URI's own origin where that is a loopback address
/// or an app's private scheme. The page with the password never uses this.
final class FormTargets {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");

    private FormTargets() {}

    static String leadingTo(String redirectUri) {
        String own = source(redirectUri);
        return own.isEmpty() ? "'self' https:" : "'self' https: " + own;
    }

    /// A source expression; empty for what needs none. Made of checked parts only: a URI's text
    /// could hold a semicolon, and so a directive of its own.
    private static String source(String redirectUri) {
        URI uri = parse(redirectUri);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches() || scheme.equals("https")) {
            return "";
        }
        String host = uri.getHost();
        if (!scheme.equals("http") || host == null || !HOST.matcher(host).matches()) {
            // No expression can name an app's link or an IPv6 address.
            return scheme + ":";
        }
        return uri.getPort() < 0 ? "http://" + host : "http://" + host + ":" + uri.getPort();
    }

    private static URI parse(String redirectUri) {
        try {
            return new URI(redirectUri);
        } catch (URISyntaxException e) {
            return URI.create("");
        }
    }
}
