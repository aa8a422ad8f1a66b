package io.grantway.authserver.check;

import io.grantway.authserver.AuthorizationCandidate;
import io.grantway.authserver.AuthorizationCheck;
import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.ScopeRule;

/// Every scope asked for is one that there is, and one is asked for where that is mandatory (RFC
/// 6749 §3.3).
public final class RequireOfferedScope implements AuthorizationCheck {
    @Override
    public void require(AuthorizationCandidate candidate) {
        requireOffered(candidate.terms().scopes(), candidate.parameters());
    }

    private static void requireOffered(ScopeRule rule, OAuthParameters parameters) {
        rule.requested(parameters);
    }
}
