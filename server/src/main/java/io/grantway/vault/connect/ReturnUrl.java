package io.grantway.vault.connect;

import io.grantway.http.Parameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a user goes back to. Whoever could choose it freely would make this server lead users
/// anywhere (RFC 9700 §4.11), so it is one of those that the operator wrote down, compared part by
/// part.
final class ReturnUrl {
    /// What servers and browsers read in more than one way.
    private static final Pattern DOUBTFUL =
            Pattern.compile(
                    "[\\\\\\p{Cntrl}\\s]|%(25)*(2e|2f|5c|0[0-9a-f]|1[0-9a-f]|7f)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern DOTS = Pattern.compile("/[.]{1,2}(/|$)");

    private static final int LONGEST = 2000;

    private ReturnUrl() {}

    /// What is wrong with an address; empty where it is allowed.
    static Optional<String> mistake(String address, List<String> allowed) {
        Optional<URI> uri = read(address);
        if (uri.isEmpty()) {
            return Optional.of(
                    "must be an absolute http or https address without user, fragment,"
                            + " backslashes, dot segments and what hides them");
        }
        if (allowed.stream().noneMatch(each -> allows(each, uri.get()))) {
            return Optional.of("is none of the app's returnUrls; add it to vault.apps.returnUrls");
        }
        return Optional.empty();
    }

    private static boolean allows(String pattern, URI uri) {
        boolean open = pattern.endsWith("*");
        Optional<URI> read = read(open ? pattern.substring(0, pattern.length() - 1) : pattern);
        if (read.isEmpty() || (open && read.get().getRawPath().isEmpty())) {
            return false;
        }
        URI own = read.get();
        if (!origin(own).equals(origin(uri))) {
            return false;
        }
        if (open) {
            return own.getRawQuery() == null && path(uri).startsWith(path(own));
        }
        return path(uri).equals(path(own))
                && Optional.ofNullable(uri.getRawQuery())
                        .equals(Optional.ofNullable(own.getRawQuery()));
    }

    private static Optional<URI> read(String address) {
        if (address.length() > LONGEST || DOUBTFUL.matcher(address).find()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean fine =
                    (scheme.equals("https") || scheme.equals("http"))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null
                            && uri.getPort() != 0
                            && !DOTS.matcher(uri.getRawPath()).find()
                            && uri.normalize().getRawPath().equals(uri.getRawPath());
            return fine ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    /// Of a page or an address, as browsers write it; empty where there is none.
    static Optional<String> originOf(String address) {
        return read(address).map(ReturnUrl::origin);
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port;
    }

    /// With what the app is told: never a token or a code.
    static String telling(ConnectSession session, Outcome outcome) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("status", outcome.connected() ? "connected" : "failed");
        told.put("provider", outcome.provider());
        told.put("session", session.id());
        outcome.failure().ifPresent(failure -> told.put("reason", failure.kind()));
        String address = session.asked().returnUrl();
        return address + (address.indexOf('?') < 0 ? "?" : "&") + Parameters.of(told).encoded();
    }
}
