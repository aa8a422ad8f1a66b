package io.grantway.outbound.fhir;

import io.grantway.outbound.FhirFailure;
import io.grantway.outbound.FhirFailure.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The addresses that a FHIR server's answers name, held to the server's own origin.
///
/// A bundle is data: whoever can write into it could otherwise have the connection's token sent to
/// a host of theirs, or have this process call hosts that only it can reach.
public final class Links {
    private final String connection;
    private final String base;
    private final URI baseUri;
    private final List<String> rewritten;

    /// @param base of the server, which has no query
    /// @param rewritten what the server, behind its proxy, believes its own address to be: origins,
    ///   or addresses in place of the whole base
    public Links(String connection, URI base, List<String> rewritten) {
        this.connection = connection;
        this.base = withoutSlash(base.toString());
        this.baseUri = URI.create(this.base);
        this.rewritten = rewritten.stream().map(Links::withoutSlash).toList();
    }

    public URI base() {
        return baseUri;
    }

    /// A link of an answer as an address of the server itself.
    ///
    /// @param what it is, for the text: "the next page"
    /// @throws FhirFailure where it leads elsewhere or is no address
    public URI home(String link, String what) {
        URI uri = parsed(absolute(link), what);
        if (sameOrigin(uri, baseUri)) {
            return uri;
        }
        return rewrite(uri, what)
                .orElseThrow(() ->
                        refusal(
                                what
                                        + " is at "
                                        + origin(uri)
                                        + ", which is not the server's "
                                        + origin(baseUri)
                                        + "; where that is the server's name behind its proxy, name"
                                        + " it in fhir.paging.rewriteNext"));
    }

    /// A link of an answer at the server itself or at one of a list of origins.
    ///
    /// @param key of the configuration that names others, for the text
    public URI within(String link, List<String> origins, String what, String key) {
        URI uri = parsed(absolute(link), what);
        if (sameOrigin(uri, baseUri)
                || origins.stream().anyMatch(one -> sameOrigin(uri, URI.create(one)))) {
            return uri;
        }
        return rewrite(uri, what)
                .orElseThrow(() ->
                        refusal(
                                what
                                        + " is at "
                                        + origin(uri)
                                        + ", which is not the server's "
                                        + origin(baseUri)
                                        + " and not among "
                                        + key));
    }

    private FhirFailure refusal(String text) {
        return new FhirFailure(connection, Reason.LINK, text);
    }

    private Optional<URI> rewrite(URI uri, String what) {
        String text = uri.toString();
        for (String other : rewritten) {
            URI from = URI.create(other);
            if (!sameOrigin(uri, from)) {
                continue;
            }
            if (from.getRawPath() == null || from.getRawPath().isEmpty()) {
                return Optional.of(parsed(origin(baseUri) + afterAuthority(text), what));
            }
            String path = afterAuthority(text);
            String prefix = from.getRawPath();
            if (path.startsWith(prefix) && endsThere(path, prefix.length())) {
                return Optional.of(parsed(base + path.substring(prefix.length()), what));
            }
        }
        return Optional.empty();
    }

    private static boolean endsThere(String path, int at) {
        return path.length() == at || path.charAt(at) == '/' || path.charAt(at) == '?';
    }

    private static String afterAuthority(String text) {
        int slashes = text.indexOf("//") + 2;
        for (int i = slashes; i < text.length(); i++) {
            if (text.charAt(i) == '/' || text.charAt(i) == '?') {
                return text.substring(i);
            }
        }
        return "";
    }

    /// By hand: `URI.resolve` loses the last segment of the base before a bare query, and FHIR
    /// resolves relative to the base as if it ended with a slash (R4 §2.3.0.1).
    private String absolute(String link) {
        String text = escaped(link.strip());
        if (text.startsWith("//")) {
            return baseUri.getScheme() + ":" + text;
        }
        if (text.startsWith("/")) {
            return origin(baseUri) + text;
        }
        if (text.startsWith("?")) {
            return base + text;
        }
        return text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*") ? text : base + "/" + text;
    }

    /// What may not stand in an address, such as the `|` of a search for an identifier that many
    /// servers copy into their links, in hexadecimal.
    private static String escaped(String link) {
        StringBuilder text = new StringBuilder(link.length());
        link.codePoints()
                .forEach(character -> {
                    if (character > 0x20
                            && character < 0x7F
                            && "\"<>\\^`{|}".indexOf(character) < 0) {
                        text.append((char) character);
                    } else {
                        byte[] bytes =
                                Character.toString(character).getBytes(StandardCharsets.UTF_8);
                        for (byte one : bytes) {
                            text.append('%')
                                    .append(HexFormat.of().withUpperCase().toHexDigits(one));
                        }
                    }
                });
        int fragment = text.indexOf("#");
        return fragment < 0 ? text.toString() : text.substring(0, fragment);
    }

    private URI parsed(String text, String what) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean http =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw refusal(what + " is no plain http or https address");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new FhirFailure(
                    connection, Reason.LINK, what + " is no address: " + e.getReason());
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return origin(one).equals(origin(other));
    }

    /// Scheme, host and port (RFC 6454 §4).
    public static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
