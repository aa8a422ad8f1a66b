package io.grantway.vault;

import io.grantway.http.Body;
import io.grantway.http.Headers;
import io.grantway.http.Json;
import io.grantway.vault.ProviderApi.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// By what a provider's answers say that the credential is refused, rather than the call.
public final class RefusedCredential {
    /// Answers that refuse a token are short; of longer ones nothing is looked at.
    public static final int MOST_LOOKED_AT = 16 * 1024;

    private static final String SCOPE = "insufficient_scope";
    private static final String TOKEN = "invalid_token";

    private final List<Refused> rules;

    public RefusedCredential(ProviderApi api) {
        this.rules = List.copyOf(api.refused());
    }

    /// As far as status and fields tell.
    public boolean saidBy(int status, Headers headers) {
        if (status != 401 && status < 400 && rules.isEmpty()) {
            return false;
        }
        String error = error(headers.all("WWW-Authenticate"));
        // RFC 6750 §3.1: what lacks a scope will lack it with the next token too.
        return !error.equals(SCOPE)
                && (status == 401
                        || (error.equals(TOKEN) && status >= 400)
                        || rules.stream()
                                .anyMatch(
                                        each -> each.status() == status && each.path().isEmpty()));
    }

    /// Whether the body has to be looked at too.
    public boolean mayBeSaidInBody(int status, Headers headers) {
        return rules.stream().anyMatch(each -> each.status() == status && each.path().isPresent())
                && isJson(headers)
                && !headers.contains("Content-Encoding")
                && headers.first("Content-Length").map(RefusedCredential::isShort).orElse(true)
                && !error(headers.all("WWW-Authenticate")).equals(SCOPE);
    }

    /// @param body whole, or its beginning, in which nothing is found then
    public boolean saidBy(int status, Body body) {
        return rules.stream()
                .filter(each -> each.status() == status && each.path().isPresent())
                .anyMatch(each -> holds(each, body));
    }

    /// Whether some answers have to be looked into; they must not be compressed then.
    public boolean looksIntoBodies() {
        return rules.stream().anyMatch(each -> each.path().isPresent());
    }

    private static boolean holds(Refused rule, Body body) {
        return Json.readObject(body.text())
                .flatMap(root -> at(root, rule.path().orElseThrow()))
                .filter(found -> rule.values().isEmpty() || rule.values().contains(found))
                .isPresent();
    }

    private static Optional<String> at(JsonNode root, String path) {
        JsonNode node = root;
        for (String name : path.split("\\.", -1)) {
            boolean index = node.isArray() && name.matches("[0-9]{1,4}");
            node = index ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node.isMissingNode() || node.isNull()
                ? Optional.empty()
                : Optional.of(node.isValueNode() ? node.asString() : node.toString());
    }

    /// Some providers call their JSON JavaScript, or do not call it anything.
    private static boolean isJson(Headers headers) {
        return headers.first("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT))
                .map(type -> type.contains("json") || type.contains("javascript"))
                .orElse(true);
    }

    private static boolean isShort(String length) {
        return length.length() <= 5 && Integer.parseInt(length) <= MOST_LOOKED_AT;
    }

    private static String error(List<String> challenges) {
        for (String challenge : challenges) {
            String plain = challenge.toLowerCase(Locale.ROOT).replace(" ", "");
            for (String error : List.of(SCOPE, TOKEN)) {
                if (plain.contains("error=\"" + error + "\"") || plain.contains("error=" + error)) {
                    return error;
                }
            }
        }
        return "";
    }
}
