package io.grantway.authserver;

import io.grantway.authserver.check.RequireAllowedToClient;
import io.grantway.authserver.check.RequireBoundTokens;
import io.grantway.authserver.check.RequireCleanParameters;
import io.grantway.authserver.check.RequireCodeChallenge;
import io.grantway.authserver.check.RequireEnabledResponseType;
import io.grantway.authserver.check.RequireFittingProfile;
import io.grantway.authserver.check.RequireGoodDetails;
import io.grantway.authserver.check.RequireKeyThumbprint;
import io.grantway.authserver.check.RequireKnownClient;
import io.grantway.authserver.check.RequireOfferedResource;
import io.grantway.authserver.check.RequireOfferedScope;
import io.grantway.authserver.check.RequireOpenIdWithIdToken;
import io.grantway.authserver.check.RequireReachableLevel;
import io.grantway.authserver.check.RequireReadablePrompt;
import io.grantway.authserver.check.RequireRegisteredRedirectUri;
import io.grantway.authserver.check.RequireSingleParameters;
import io.grantway.authserver.check.RequireSuitableResponseMode;
import io.grantway.oauth.OAuthRefusal;
import java.util.List;
import java.util.Optional;

/// The rules of an authorization request, in order: a profile each.
public final class AuthorizationRules {
    /// Whatever a browser brings, and everything under strict terms: client and address first, so
    /// that it is known whom to tell of the rest. The first refusal is told.
    public static final AuthorizationRules RFC =
            new AuthorizationRules(
                    true,
                    new RequireKnownClient(),
                    new RequireRegisteredRedirectUri(),
                    new RequireSingleParameters(),
                    new RequireEnabledResponseType(),
                    new RequireFittingProfile(),
                    new RequireSuitableResponseMode(),
                    new RequireCleanParameters(),
                    new RequireOfferedScope(),
                    new RequireOfferedResource(),
                    new RequireGoodDetails(),
                    new RequireOpenIdWithIdToken(),
                    new RequireReadablePrompt(),
                    new RequireReachableLevel(),
                    new RequireAllowedToClient(),
                    new RequireBoundTokens(),
                    new RequireCodeChallenge(),
                    new RequireKeyThumbprint());

    /// A trusted front end in Kong's way. Every rule is asked, and the last refusal is told.
    public static final AuthorizationRules KONG =
            new AuthorizationRules(
                    false,
                    new RequireEnabledResponseType(),
                    new RequireOfferedScope(),
                    new RequireKnownClient(),
                    new RequireRegisteredRedirectUri(),
                    new RequireCodeChallenge());

    private final boolean firstWins;
    private final List<AuthorizationCheck> checks;

    private AuthorizationRules(boolean firstWins, AuthorizationCheck... checks) {
        this.firstWins = firstWins;
        this.checks = List.of(checks);
    }

    /// What the rules come to.
    public sealed interface Outcome {
        record Good(AuthorizationRequest request) implements Outcome {}

        /// @param tell the client's address, where it may hear of the refusal
        /// @param mode how it expects to hear
        record Bad(OAuthRefusal refusal, Optional<String> tell, ResponseMode mode)
                implements Outcome {}
    }

    Outcome apply(AuthorizationCandidate candidate) {
        Refusals refusals = new Refusals(firstWins);
        try {
            checks.forEach(check -> refusals.run(() -> check.require(candidate)));
            refusals.settle();
            return new Outcome.Good(candidate.approved());
        } catch (OAuthRefusal refusal) {
            return refused(candidate, refusal);
        }
    }

    /// Who is to hear of a refusal that something else than a rule found.
    Outcome.Bad refused(AuthorizationCandidate candidate, OAuthRefusal refusal) {
        return new Outcome.Bad(
                refusal, tell(candidate), firstWins ? candidate.mode() : ResponseMode.QUERY);
    }

    /// Kong tells the first registered address of a request for an unregistered one; by RFC 6749
    /// §4.1.2.1 such a request is told to nobody but the user.
    private Optional<String> tell(AuthorizationCandidate candidate) {
        boolean sure =
                candidate.redirectUriRegistered()
                        && (!candidate.terms().strict()
                                || candidate.registered().size() == 1
                                || candidate.parameters().text("redirect_uri").isPresent());
        return !firstWins || sure ? candidate.redirectUri() : Optional.empty();
    }
}
