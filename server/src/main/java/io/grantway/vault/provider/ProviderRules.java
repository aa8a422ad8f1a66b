package io.grantway.vault.provider;

import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.Template;
import io.grantway.vault.provider.VariableConfig.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What must be true of a provider, found when it is declared and not at its first account.
final class ProviderRules {
    /// Set for each account: one that is fixed would undo what protects the flow.
    private static final Set<String> OURS =
            Set.of(
                    "client_id",
                    "redirect_uri",
                    "state",
                    "scope",
                    "code_challenge",
                    "code_challenge_method");

    private static final String FIELD = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

    private ProviderRules() {}

    /// By the key that says it.
    static SequencedMap<String, String> mistakes(ProviderConfig whole) {
        SequencedMap<String, String> found = new LinkedHashMap<>();
        kinds(whole, found);
        found.putAll(Addresses.mistakes(Addresses.of(whole), whole.variables(), given(whole)));
        parameters(whole, found);
        variables(whole, found);
        api(whole, found);
        return found;
    }

    private static Map<String, String> given(ProviderConfig whole) {
        Map<String, String> given = new TreeMap<>();
        whole.variables()
                .forEach((name, variable) -> {
                    String value =
                            variable.value() == null ? variable.fallback() : variable.value();
                    if (value != null && !value.isEmpty()) {
                        given.put(name, value);
                    }
                });
        return given;
    }

    private static void kinds(ProviderConfig whole, Map<String, String> found) {
        long said =
                Stream.of(whole.oauth2(), whole.oauth1(), whole.apiKey(), whole.basic())
                        .filter(Objects::nonNull)
                        .count();
        if (said == 0) {
            found.put("", "needs a template, or one of oauth2, oauth1, apiKey and basic");
        } else if (said > 1) {
            found.put("", "has more than one of oauth2, oauth1, apiKey and basic");
        }
    }

    private static void parameters(ProviderConfig whole, Map<String, String> found) {
        if (whole.oauth2() != null) {
            whole.oauth2().authorizationParameters().keySet().stream()
                    .filter(OURS::contains)
                    .forEach(name ->
                            found.put(
                                    "oauth2.authorizationParameters",
                                    "must not name " + name + ", which is said for each account"));
        }
    }

    private static void variables(ProviderConfig whole, Map<String, String> found) {
        List<String> addresses = List.copyOf(Addresses.of(whole).values());
        whole.variables()
                .forEach((name, variable) -> {
                    String place = "{" + name + "}";
                    boolean host =
                            addresses.stream()
                                    .anyMatch(it ->
                                            it.startsWith(place)
                                                    || it.startsWith("https://" + place));
                    // A callback comes from whoever holds the link: it must not choose where the
                    // code and
                    // the client's secret go.
                    if (variable.source() == Source.CALLBACK
                            && host
                            && variable.pattern() == null) {
                        found.put(
                                "variables." + name,
                                "needs a pattern: the callback would choose where secrets are"
                                        + " sent");
                    }
                });
    }

    private static void api(ProviderConfig whole, Map<String, String> found) {
        ProviderApiConfig api = whole.api();
        if (api == null) {
            return;
        }
        String credential = api.credential();
        if (credential != null
                && !credential.isEmpty()
                && !credential.matches(FIELD + ": [\\x20-\\x7e]*\\{token}[\\x20-\\x7e]*")) {
            found.put("api.credential", "must be a field with a place {token}, as `Name: {token}`");
        }
        api.headers()
                .forEach((name, value) -> {
                    if (!name.matches(FIELD) || !value.matches("[\\t\\x20-\\x7e]*")) {
                        found.put("api.headers", "has a field " + name + " that cannot be sent");
                    }
                    for (String place : new Template(value).names()) {
                        if (!whole.variables().containsKey(place) && !place.equals("client_id")) {
                            found.put(
                                    "api.headers",
                                    "has a place {" + place + "}, which no variable fills");
                        }
                    }
                });
    }

    /// Makes a token request's settings, where that needs nothing of an account.
    ///
    /// @throws IllegalArgumentException saying what is wrong with them
    static void tryOut(Provider provider) {
        boolean whole = provider.incomplete().isEmpty() && provider.variables().isEmpty();
        if (whole && provider.access() instanceof Access.OAuth2 oauth2) {
            var _ = oauth2.tokens().apply(Map.of());
            var _ = oauth2.renewals().apply(Map.of());
        }
    }
}
