package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationRequest;
import io.grantway.authserver.UserPrompt;
import io.grantway.authserver.UserPrompt.Prompt;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.oauth.Refusal;
import java.util.Optional;
import java.util.function.Predicate;

/// What comes next for an authorization request (OpenID Connect Core §3.1.2.3, §3.1.2.4).
sealed interface Turn {
    /// The user must log in, perhaps again.
    record LogIn(Visit visit) implements Turn {}

    /// The user must be asked.
    record Consent(Visitor visitor) implements Turn {}

    /// The user has allowed it all before.
    record Approve(Visitor visitor) implements Turn {}

    /// The user must prove more than their session does.
    record ProveMore() implements Turn {}

    /// It cannot be had as the client wants it.
    record Refuse(Refusal refusal) implements Turn {}

    /// @param visitor who is logged in
    /// @param settled whether a user has allowed it all before
    static Turn of(
            Visit visit,
            AuthorizationRequest asked,
            Optional<Visitor> visitor,
            LoginMarks marks,
            Predicate<Visitor> settled) {
        UserPrompt prompt = asked.prompt();
        if (visitor.isEmpty()) {
            return logIn(visit, asked, visitor, marks);
        }
        Visitor user = visitor.get();
        boolean fresh = prompt.isParticular() && marks.isSince(visit, asked.terms(), user);
        if (!prompt.admits(user.account().username())) {
            // Whoever logged in just now is somebody else: once more would not help.
            return fresh ? new Refuse(Refusal.LOGIN_REQUIRED) : logIn(visit, asked, visitor, marks);
        }
        if (!fresh && !prompt.admits(user.authentication().at(), marks.now())) {
            return logIn(visit, asked, visitor, marks);
        }
        if (settled.test(user) && !mustBeAsked(prompt)) {
            return new Approve(user);
        }
        if (!prompt.isSilent()) {
            return new Consent(user);
        }
        // A client that nobody has consented to could otherwise try names, and learn who is here.
        return new Refuse(
                prompt.subject().isPresent() ? Refusal.LOGIN_REQUIRED : Refusal.CONSENT_REQUIRED);
    }

    /// The page of consent is also the one where the user can take another account.
    private static boolean mustBeAsked(UserPrompt prompt) {
        return prompt.asksFor(Prompt.CONSENT) || prompt.asksFor(Prompt.SELECT_ACCOUNT);
    }

    private static Turn logIn(
            Visit visit, AuthorizationRequest asked, Optional<Visitor> visitor, LoginMarks marks) {
        if (asked.prompt().isSilent()) {
            return new Refuse(Refusal.LOGIN_REQUIRED);
        }
        return new LogIn(
                asked.prompt().isParticular()
                        ? marks.marked(visit, asked.terms(), visitor)
                        : visit);
    }
}
