package io.grantway.openapi;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import io.grantway.gateway.OperationPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a document says that its API is served.
///
/// @param origin scheme, host and port; empty where the document leaves them open
/// @param basePath what stands before every path, without a slash at its end; empty for nothing
record ServerAddress(Optional<String> origin, String basePath) {
    static final ServerAddress UNSAID = new ServerAddress(Optional.empty(), "");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    /// A server object (OpenAPI 3.1 §4.8.5), its variables at their defaults.
    ///
    /// @return empty, with a mistake added, where it cannot be read
    static Optional<ServerAddress> of(PlacedValue server, Mistakes mistakes) {
        Optional<PlacedValue> url = server.get("url");
        Optional<String> written = url.flatMap(PlacedValue::text);
        if (url.isEmpty() || written.isEmpty()) {
            mistakes.add(server.place(), "a server has a url");
            return Optional.empty();
        }
        StringBuilder filled = new StringBuilder();
        Matcher variable = VARIABLE.matcher(written.get());
        while (variable.find()) {
            Optional<String> value =
                    server.get("variables")
                            .flatMap(all -> all.get(variable.group(1)))
                            .flatMap(one -> one.text("default"));
            if (value.isEmpty()) {
                mistakes.add(
                        url.get().place(),
                        "{" + variable.group(1) + "} has no default in variables");
                return Optional.empty();
            }
            variable.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return parse(variable.appendTail(filled).toString(), url.get(), mistakes);
    }

    /// A URL, or a path alone.
    ///
    /// @param said where a mistake stands
    static Optional<ServerAddress> parse(String url, PlacedValue said, Mistakes mistakes) {
        if (!ABSOLUTE.matcher(url).matches()) {
            return path(url.replaceFirst("^(\\./|\\.$|/)?", "/"), Optional.empty(), said, mistakes);
        }
        try {
            URI uri = new URI(url);
            boolean plain =
                    uri.getHost() != null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
            if (plain) {
                String origin = uri.getScheme() + "://" + uri.getRawAuthority();
                return path(uri.getRawPath(), Optional.of(origin), said, mistakes);
            }
        } catch (URISyntaxException _) {
            // Said below: its own text would repeat the whole.
        }
        mistakes.add(said.place(), "is no URL of scheme, host, port and path alone");
        return Optional.empty();
    }

    private static Optional<ServerAddress> path(
            String path, Optional<String> origin, PlacedValue said, Mistakes mistakes) {
        String base = path.replaceFirst("/+$", "");
        try {
            OperationPath.parse(base.isEmpty() ? "/" : base);
        } catch (IllegalArgumentException e) {
            mistakes.add(said.place(), "its path " + e.getMessage());
            return Optional.empty();
        }
        return Optional.of(new ServerAddress(origin.filter(ServerAddress::isHttp), base));
    }

    private static boolean isHttp(String origin) {
        return origin.startsWith("http://") || origin.startsWith("https://");
    }
}
