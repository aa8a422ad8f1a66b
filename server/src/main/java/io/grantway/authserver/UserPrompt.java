package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a user is to be asked for an authorization (OpenID Connect Core §3.1.2.1).
///
/// @param prompts what they must be asked, however well they are known
/// @param maxAge how long ago they may have logged in
/// @param loginHint the name that they will probably log in by
/// @param subject who they must be, by an ID token of this server
/// @param locales the languages that they speak, the best first
/// @param contexts the levels of authentication that the client would like (`acr_values`)
/// @param essentialContexts one of which it must be (OpenID Connect Core §5.5.1.1); empty: any
public record UserPrompt(
        Set<Prompt> prompts,
        Optional<Duration> maxAge,
        Optional<String> loginHint,
        Optional<String> subject,
        List<String> locales,
        List<String> contexts,
        List<String> essentialContexts) {
    /// Asked for whatever is not known.
    public static final UserPrompt USUAL =
            new UserPrompt(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int LONGEST_NAME = 128;

    /// What a user must be asked.
    public enum Prompt {
        /// Nothing: what cannot be answered so is refused.
        NONE,
        /// To log in anew.
        LOGIN,
        /// To consent anew.
        CONSENT,
        /// Which account to use.
        SELECT_ACCOUNT;

        private static Optional<Prompt> of(String wireName) {
            for (Prompt prompt : values()) {
                if (prompt.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                    return Optional.of(prompt);
                }
            }
            return Optional.empty();
        }
    }

    public UserPrompt {
        prompts = Set.copyOf(prompts);
        locales = List.copyOf(locales);
        contexts = List.copyOf(contexts);
        essentialContexts = List.copyOf(essentialContexts);
    }

    /// @throws OAuthRefusal where the request's words make no sense
    static UserPrompt of(OAuthParameters parameters, Issuer issuer, Optional<Client> client) {
        RequestedClaims claims = RequestedClaims.of(parameters);
        List<String> essential = claims.essential() ? claims.contexts() : List.of();
        return new UserPrompt(
                prompts(parameters),
                maxAge(parameters)
                        .or(() ->
                                client.flatMap(
                                        it -> Optional.ofNullable(it.metadata().defaultMaxAge()))),
                parameters.text("login_hint").filter(name -> name.length() <= LONGEST_NAME),
                parameters
                        .text("id_token_hint")
                        .map(hint -> IdTokenHint.subject(hint, issuer, client))
                        .or(claims::subject),
                words(parameters, "ui_locales"),
                essential.isEmpty() ? contexts(parameters, claims, client) : essential,
                essential);
    }

    /// The request's, or else the client's usual ones.
    private static List<String> contexts(
            OAuthParameters parameters, RequestedClaims claims, Optional<Client> client) {
        List<String> asked =
                Stream.concat(words(parameters, "acr_values").stream(), claims.contexts().stream())
                        .toList();
        return asked.isEmpty()
                ? client.map(it -> it.metadata().defaultAcrValues()).orElse(List.of())
                : asked;
    }

    private static Set<Prompt> prompts(OAuthParameters parameters) {
        Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        for (String word : words(parameters, "prompt")) {
            prompts.add(Prompt.of(word).orElseThrow(() -> unreadable("it has \"" + word + "\"")));
        }
        if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
            throw unreadable("it asks for nothing and for something");
        }
        return prompts;
    }

    private static OAuthRefusal unreadable(String why) {
        return new OAuthRefusal(Refusal.PROMPT_UNREADABLE).because("prompt: " + why);
    }

    private static Optional<Duration> maxAge(OAuthParameters parameters) {
        return parameters
                .text("max_age")
                .map(text -> {
                    if (!SECONDS.matcher(text).matches()) {
                        throw new OAuthRefusal(Refusal.MAX_AGE_UNREADABLE);
                    }
                    return Duration.ofSeconds(Long.parseLong(text));
                });
    }

    private static List<String> words(OAuthParameters parameters, String name) {
        return parameters.text(name).stream()
                .flatMap(text -> List.of(text.split(" ", -1)).stream())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public boolean asksFor(Prompt prompt) {
        return prompts.contains(prompt);
    }

    /// Whether no page may be shown.
    public boolean isSilent() {
        return asksFor(Prompt.NONE);
    }

    /// Whether a login may be too old for the request, or the wrong user's.
    public boolean isParticular() {
        return asksFor(Prompt.LOGIN) || maxAge.isPresent() || subject.isPresent();
    }

    /// Whether a login from before the request will do.
    public boolean admits(Instant loggedInAt, Instant now) {
        boolean young =
                maxAge.map(age -> !age.isZero() && !loggedInAt.plus(age).isBefore(now))
                        .orElse(true);
        return young && !asksFor(Prompt.LOGIN);
    }

    public boolean admits(String username) {
        return subject.map(username::equals).orElse(true);
    }

    /// What the login page may fill in.
    public String suggestedName() {
        return subject.or(() -> loginHint).orElse("");
    }
}
