package io.grantway.fakeprovider;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who calls, as a request says it.
final class Credentials {
    /// A name and a word.
    record Pair(String name, String word) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final Map<String, Client> clients = new LinkedHashMap<>();

    Credentials(List<Client> clients) {
        this.clients.put(Client.PIXIE.id(), Client.PIXIE);
        clients.forEach(client -> this.clients.put(client.id(), client));
    }

    Optional<Client> named(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /// The client that has proved itself, by Basic or in the body (RFC 6749 §2.3.1).
    Client client(Call call, Parameters fields) {
        Pair pair =
                basic(call)
                        .map(each -> new Pair(decoded(each.name()), decoded(each.word())))
                        .orElseGet(() ->
                                new Pair(
                                        fields.first("client_id").orElse(""),
                                        fields.first("client_secret").orElse("")));
        return named(pair.name())
                .filter(client -> client.secret().matches(pair.word()))
                .orElseThrow(() ->
                        new Refused(
                                401,
                                "invalid_client",
                                "there is no such client, or its secret is wrong"));
    }

    static Optional<Pair> basic(Call call) {
        return after(call, "basic")
                .flatMap(text -> {
                    try {
                        String pair =
                                new String(
                                        Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
                        int colon = pair.indexOf(':');
                        return colon < 0
                                ? Optional.empty()
                                : Optional.of(
                                        new Pair(
                                                pair.substring(0, colon),
                                                pair.substring(colon + 1)));
                    } catch (IllegalArgumentException _) {
                        return Optional.empty();
                    }
                });
    }

    static Optional<String> bearer(Call call) {
        return after(call, "bearer");
    }

    private static Optional<String> after(Call call, String scheme) {
        return call.header("authorization")
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(scheme + " "))
                .map(text -> text.substring(scheme.length() + 1).strip());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// The fields of a request, be it a form or JSON.
    static Parameters fields(Call call) {
        if (call.isForm()) {
            return call.form();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Json.readObject(call.kept().text())
                .ifPresent(json ->
                        json.properties()
                                .forEach(each ->
                                        fields.put(each.getKey(), each.getValue().asString(""))));
        return Parameters.of(fields);
    }
}
