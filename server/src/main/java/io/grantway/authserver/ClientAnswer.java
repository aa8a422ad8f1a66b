package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What the authorization endpoint tells a client by way of the browser (RFC 6749 §4.1.2, §4.2.2).
/// A query that was registered with the redirect URI stays (§3.1.2).
///
/// @param redirectUri one that the client has registered
/// @param mode how it travels
public record ClientAnswer(
        String redirectUri, ResponseMode mode, SortedMap<String, String> parameters) {
    /// Long enough for a slow browser (JARM §2.1 advises ten minutes at most).
    private static final Duration SIGNED_LIFE = Duration.ofMinutes(10);

    public ClientAnswer {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /// One that says nothing yet.
    public static ClientAnswer to(String redirectUri, ResponseMode mode) {
        return new ClientAnswer(redirectUri, mode, new TreeMap<>());
    }

    public ClientAnswer with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new ClientAnswer(redirectUri, mode, more);
    }

    /// Where the browser goes: with the parameters in the address, or with [#posted] in a form.
    public String address() {
        return switch (mode.carrier()) {
            case QUERY -> redirectUri + (redirectUri.indexOf('?') < 0 ? "?" : "&") + encoded();
            case FRAGMENT -> redirectUri + "#" + encoded();
            case FORM_POST, QUERY_JWT, FRAGMENT_JWT, FORM_POST_JWT -> redirectUri;
        };
    }

    /// What the browser sends in a form; nothing where the address says it all.
    public SortedMap<String, String> posted() {
        return mode.carrier() == ResponseMode.FORM_POST ? parameters : Collections.emptySortedMap();
    }

    /// The same, as one JWT where the mode wants that (JARM §2.1): nobody on the way can change it
    /// or pass it to another client.
    ClientAnswer signed(Issuer issuer, Client client, Instant now) {
        if (!mode.isSigned()) {
            return this;
        }
        ObjectNode claims = Json.object();
        parameters.forEach(claims::put);
        claims.put("iss", issuer.uri().toString());
        claims.put("aud", client.clientId());
        claims.put("exp", now.plus(SIGNED_LIFE).getEpochSecond());
        String jwt = issuer.keys().signer(issuer.config().idTokenAlgorithm()).sign("JWT", claims);
        return to(redirectUri, mode.carrier()).with("response", jwt);
    }

    private String encoded() {
        return parameters.entrySet().stream()
                .map(ClientAnswer::encoded)
                .collect(Collectors.joining("&"));
    }

    private static String encoded(Map.Entry<String, String> parameter) {
        return encoded(parameter.getKey()) + "=" + encoded(parameter.getValue());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Names only: the values are codes and tokens.
    @Override
    public String toString() {
        return "ClientAnswer[" + redirectUri + ", " + mode + ", " + parameters.keySet() + "]";
    }
}
