package io.grantway.authserver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A redirect URI with the answer of the authorization endpoint in it (RFC 6749 §4.1.2, §4.2.2). A
/// query that was registered with it stays (§3.1.2).
public final class RedirectUri {
    private final String registered;
    private final SortedMap<String, String> parameters = new TreeMap<>();

    public RedirectUri(String registered) {
        this.registered = registered;
    }

    public RedirectUri with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public String inQuery() {
        return registered + (registered.indexOf('?') < 0 ? "?" : "&") + encoded();
    }

    public String inFragment() {
        return registered + "#" + encoded();
    }

    private String encoded() {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
