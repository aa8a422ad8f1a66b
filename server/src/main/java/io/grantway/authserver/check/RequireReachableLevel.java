package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.List;

/// A level of authentication that the request calls essential is one that users can reach here
/// (OpenID Connect Core §5.5.1.1): to log them in by less would be taken for what was asked.
public final class RequireReachableLevel implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        if (!candidate.isToIssuer()) {
            return;
        }
        List<String> asked = candidate.prompt().essentialContexts();
        if (!asked.isEmpty() && asked.stream().noneMatch(candidate.levels()::contains)) {
            throw new OAuthRefusal(Refusal.LEVEL_UNREACHABLE)
                    .because("acr is essential with " + asked + "; there is " + candidate.levels());
        }
    }
}
