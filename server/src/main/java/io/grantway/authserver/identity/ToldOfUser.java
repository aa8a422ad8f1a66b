package io.grantway.authserver.identity;

import io.grantway.authserver.IdentityProviderConfig.ClaimsConfig;
import io.grantway.http.Json;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a provider tells of a user, as this server can keep it.
///
/// @param username that may be somebody else's here already
/// @param claims beside the names
public record ToldOfUser(Optional<String> username, Optional<String> name, ObjectNode claims) {
    private static final int LONGEST_USERNAME = 100;
    private static final int LONGEST_NAME = 200;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,190}");

    static ToldOfUser of(ObjectNode told, ClaimsConfig names) {
        ObjectNode claims = Json.object();
        text(told, names.email())
                .filter(each -> ADDRESS.matcher(each).matches())
                .ifPresent(each -> {
                    claims.put("email", each);
                    // It speaks of the claim `email`, and of no other.
                    JsonNode verified = told.path("email_verified");
                    if (names.email().equals("email") && verified.isBoolean()) {
                        claims.put("email_verified", verified.asBoolean());
                    }
                });
        return new ToldOfUser(
                text(told, names.username()).map(ToldOfUser::username).filter(it -> !it.isEmpty()),
                text(told, names.name()).map(each -> cut(each, LONGEST_NAME)),
                claims);
    }

    private static Optional<String> text(ObjectNode told, String name) {
        return Optional.of(told.path(name).asString("").strip())
                .filter(text -> !text.isEmpty())
                .filter(text -> text.codePoints().noneMatch(Character::isISOControl));
    }

    /// In the letters that a username may have here.
    private static String username(String told) {
        String plain =
                Normalizer.normalize(told, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .replaceAll("[^A-Za-z0-9._@+-]+", "-")
                        .replaceAll("^[^A-Za-z0-9]+|-+$", "");
        return cut(plain, LONGEST_USERNAME);
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    /// What the user will know the identity by.
    public String shown() {
        return Optional.of(claims.path("email").asString(""))
                .filter(each -> !each.isEmpty())
                .or(() -> username)
                .or(() -> name)
                .orElse("");
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "ToldOfUser";
    }
}
