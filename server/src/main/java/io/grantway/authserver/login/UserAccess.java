package io.grantway.authserver.login;

import io.grantway.authserver.Consents;
import io.grantway.authserver.UserTokens;
import io.grantway.authserver.login.Sessions.Visitor;
import io.grantway.oauth.AccessToken;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// What a user, and whoever knew their password, has got of this server by it.
///
/// @param tokens those of them that this server gave for a login that it saw: what a front end got
///   for users of its own is not ours to end
public record UserAccess(Sessions sessions, Consents consents, UserTokens tokens) {
    /// Ends it all: the password has changed, and the old one may have been known to others.
    void end(String workspace, String username) {
        sessions.of(workspace, username).forEach(sessions::end);
        tokens.end(workspace, username, UserAccess::isByLogin);
    }

    /// Ends all but what a visitor has from the session they are in.
    void endOthers(Visitor visitor) {
        Account account = visitor.account();
        sessions.of(account.workspace(), account.username()).stream()
                .filter(each -> !Sessions.isOf(each, visitor))
                .forEach(sessions::end);
        Optional<String> own = visitor.authentication().session();
        tokens.end(
                account.workspace(),
                account.username(),
                token -> isByLogin(token) && (own.isEmpty() || !own.equals(session(token))));
    }

    /// Ends it and forgets what the user allowed: somebody else may get the name.
    void forget(String workspace, String username) {
        end(workspace, username);
        consents.of(workspace, username).forEach(consents::withdraw);
    }

    private static Optional<String> session(AccessToken token) {
        return token.claims().claim(TokenClaims.SESSION).map(sid -> sid.asString(""));
    }

    private static boolean isByLogin(AccessToken token) {
        return token.claims().claim(TokenClaims.AUTHENTICATED_AT).isPresent();
    }
}
