package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.supply.FirstToken;
import io.grantway.vault.Access;
import io.grantway.vault.Access.OAuth2.Flow;
import io.grantway.vault.Accounts;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.Provider.Variable.Source;
import io.grantway.vault.connect.Completion.Gained;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user types at the connect page. Nothing secret of it is shown again.
final class Typed {
    private static final String VARIABLE = "v_";
    private static final int LONGEST = 4096;
    private static final String CLIENT_ID = "client_id";
    private static final String CLIENT_SECRET = "client_secret";

    private final Accounts accounts;

    Typed(Accounts accounts) {
        this.accounts = accounts;
    }

    /// The page that asks; empty where nothing is to be asked, or all was typed well.
    Optional<Step.Ask> needed(Provider provider, Map<String, String> known, Parameters form) {
        boolean entered = form.first("entered").isPresent();
        List<View.Field> fields = new ArrayList<>();
        boolean mistaken = false;
        for (Variable variable : asked(provider, known)) {
            String name = VARIABLE + variable.name();
            String value = form.first(name).orElse("").strip();
            Optional<String> mistake =
                    entered ? Variables.mistake(provider, variable, value) : Optional.empty();
            mistaken |= mistake.isPresent();
            fields.add(
                    new View.Field(
                            name, Optional.of(variable.description()), value, false, mistake));
        }
        for (String name : credential(provider)) {
            boolean hidden = !name.equals("username") && !name.equals(CLIENT_ID);
            String value = form.first(name).orElse("");
            Optional<String> mistake =
                    entered && (value.isBlank() || value.length() > LONGEST)
                            ? Optional.of("must be 1 to " + LONGEST + " characters")
                            : Optional.empty();
            mistaken |= mistake.isPresent();
            fields.add(
                    new View.Field(name, Optional.empty(), hidden ? "" : value, hidden, mistake));
        }
        boolean complete = fields.isEmpty() || (entered && !mistaken);
        return complete
                ? Optional.empty()
                : Optional.of(new Step.Ask(provider, kind(provider), fields, help(provider)));
    }

    private static List<Variable> asked(Provider provider, Map<String, String> known) {
        return Variables.from(provider, Source.CONNECT).stream()
                .filter(each -> !known.containsKey(each.name()))
                .filter(each -> !provider.given().containsKey(each.name()))
                .toList();
    }

    private static List<String> credential(Provider provider) {
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 ->
                    Flows.flow(oauth2) == Flow.CLIENT_CREDENTIALS
                            ? List.of(CLIENT_ID, CLIENT_SECRET)
                            : List.of();
            case Access.OAuth1 _ -> List.of();
            case Access.ApiKey _ -> List.of("key");
            case Access.Basic _ -> List.of("username", "password");
        };
    }

    private static String kind(Provider provider) {
        return switch (credential(provider).size()) {
            case 0 -> "variables";
            case 1 -> "key";
            default -> provider.access() instanceof Access.Basic ? "password" : "client";
        };
    }

    private static Optional<String> help(Provider provider) {
        return switch (provider.access()) {
            case Access.OAuth2 _ -> Optional.empty();
            case Access.OAuth1 _ -> Optional.empty();
            case Access.ApiKey(var help) -> help;
            case Access.Basic(var help) -> help;
        };
    }

    /// Those that are known and those that were typed.
    Map<String, String> variables(Provider provider, Map<String, String> known, Parameters form) {
        Map<String, String> all = new HashMap<>(known);
        for (Variable variable : asked(provider, known)) {
            all.put(variable.name(), form.first(VARIABLE + variable.name()).orElse("").strip());
        }
        return all;
    }

    /// The credential that was typed, or the token that it gives.
    Gained gained(Provider provider, Map<String, String> variables, Parameters form) {
        return switch (provider.access()) {
            case Access.ApiKey _ -> fixed(new FixedCredential.Key(secret(form, "key")));
            case Access.Basic _ ->
                    fixed(
                            new FixedCredential.UserPass(
                                    form.first("username").orElseThrow(),
                                    secret(form, "password")));
            case Access.OAuth2 _ -> ownClient(provider, variables, form);
            case Access.OAuth1 _ -> throw new IllegalStateException("nothing is typed for it");
        };
    }

    private static Gained fixed(FixedCredential credential) {
        return new Gained(new Got.Fixed(credential), Map.of());
    }

    private Gained ownClient(Provider provider, Map<String, String> variables, Parameters form) {
        String id = form.first(CLIENT_ID).orElseThrow();
        Map<String, String> request = new HashMap<>();
        request.put("grant_type", "client_credentials");
        request.put(CLIENT_ID, id);
        request.put(CLIENT_SECRET, form.first(CLIENT_SECRET).orElseThrow());
        FirstToken token = accounts.first(provider, variables, request);
        return new Gained(
                new Got.OwnClient(token, id, secret(form, CLIENT_SECRET)), token.metadata());
    }

    private static Secret secret(Parameters form, String name) {
        return Secret.of(form.first(name).orElseThrow());
    }
}
