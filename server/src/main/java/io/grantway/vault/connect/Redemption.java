package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Parameters;
import io.grantway.supply.FirstToken;
import io.grantway.vault.Access;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.Variable.Source;
import io.grantway.vault.Template;
import io.grantway.vault.connect.Completion.Gained;
import io.grantway.vault.oauth1.ThreeLegged;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a provider sent the browser back with, looked at and redeemed.
final class Redemption {
    private static final int LONGEST_ERROR = 500;

    private final ConnectParts parts;
    private final ThreeLegged threeLegged;

    Redemption(ConnectParts parts, ThreeLegged threeLegged) {
        this.parts = parts;
        this.threeLegged = threeLegged;
    }

    /// @param variables known so far; those of the callback are added
    Gained redeem(
            Provider provider,
            Attempt attempt,
            Map<String, String> variables,
            Parameters told,
            URI callback) {
        return switch (provider.access()) {
            case Access.OAuth2 oauth2 -> {
                requireSameIssuer(provider, oauth2, variables, told);
                requireNoError(told);
                yield code(provider, attempt, variables, told, callback);
            }
            case Access.OAuth1 oauth1 -> {
                requireNoError(told);
                yield signed(provider, oauth1, attempt, variables, told);
            }
            case Access.ApiKey _ -> throw Failure.of("state", 400).thrown();
            case Access.Basic _ -> throw Failure.of("state", 400).thrown();
        };
    }

    /// RFC 6749 §4.1.2.1
    private static void requireNoError(Parameters told) {
        Optional<String> error = told.first("error").filter(text -> !text.isBlank());
        boolean denied =
                told.first("denied").isPresent()
                        || error.filter("access_denied"::equals).isPresent();
        if (error.isEmpty() && !denied) {
            return;
        }
        String detail =
                error.orElse("denied")
                        + told.first("error_description").map(text -> ": " + text).orElse("");
        String shown =
                detail.length() > LONGEST_ERROR ? detail.substring(0, LONGEST_ERROR) : detail;
        throw (denied ? Failure.of("denied", 403, shown) : Failure.of("provider", 502, shown))
                .thrown();
    }

    /// RFC 9207 §2.4: an answer of another server would have its code, or ours, taken to the wrong
    /// one (mix-up, RFC 9700 §4.4).
    private void requireSameIssuer(
            Provider provider,
            Access.OAuth2 access,
            Map<String, String> variables,
            Parameters told) {
        Optional<String> iss = told.first("iss");
        if (iss.isEmpty()) {
            return;
        }
        Optional<String> own = access.issuer().flatMap(each -> filled(each, provider, variables));
        boolean wrong = own.isPresent() ? !own.equals(iss) : isAnothers(provider, iss.get());
        if (wrong) {
            throw Failure.of("mixup", 400, "iss is " + iss.get()).thrown();
        }
    }

    private boolean isAnothers(Provider provider, String iss) {
        return parts.providers().of(provider.workspace()).stream()
                .filter(each -> !each.name().equals(provider.name()))
                .map(each ->
                        each.access() instanceof Access.OAuth2 oauth2
                                ? oauth2.issuer().flatMap(text -> filled(text, each, Map.of()))
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .anyMatch(iss::equals);
    }

    private static Optional<String> filled(
            Template template, Provider provider, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(provider.given());
        all.putAll(variables);
        return all.keySet().containsAll(template.names())
                ? Optional.of(template.filled(all))
                : Optional.empty();
    }

    /// RFC 6749 §4.1.3
    private Gained code(
            Provider provider,
            Attempt attempt,
            Map<String, String> variables,
            Parameters told,
            URI callback) {
        String code =
                told.first("code")
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() ->
                                Failure.of("provider", 502, "the answer has no code").thrown());
        Completion.add(provider, variables, Source.CALLBACK, singles(told));
        Map<String, String> request = new LinkedHashMap<>();
        request.put("grant_type", "authorization_code");
        request.put("code", code);
        request.put("redirect_uri", callback.toString());
        attempt.verifier()
                .ifPresent(verifier -> verifier.expose(text -> request.put("code_verifier", text)));
        FirstToken token = parts.accounts().first(provider, variables, request);
        return new Gained(new Got.Tokens(token), token.metadata());
    }

    private Gained signed(
            Provider provider,
            Access.OAuth1 access,
            Attempt attempt,
            Map<String, String> variables,
            Parameters told) {
        Temporary temporary =
                attempt.temporary().orElseThrow(() -> Failure.of("state", 400).thrown());
        // Another token's verifier would make this user's account another's.
        boolean same =
                told.first("oauth_token").filter(Secret.of(temporary.token())::matches).isPresent();
        if (!same) {
            throw Failure.of("mixup", 400, "oauth_token is another").thrown();
        }
        Completion.add(provider, variables, Source.CALLBACK, singles(told));
        ThreeLegged.Token token =
                threeLegged.token(access, temporary, told.first("oauth_verifier"));
        return new Gained(new Got.Fixed(token.credential()), token.metadata());
    }

    private static Map<String, String> singles(Parameters told) {
        Map<String, String> all = new HashMap<>();
        told.names().forEach(name -> told.first(name).ifPresent(value -> all.put(name, value)));
        return all;
    }
}
