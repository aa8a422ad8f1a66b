package io.grantway.kong;

import io.grantway.authserver.OAuthParameters;
import io.grantway.authserver.SubjectSource;
import io.grantway.authserver.TokenRequest;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.config.Secret;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.util.Optional;

/// The key by which a login front end proves that its word on who the end user is can be taken.
/// Whoever holds it can get a token for any user: it belongs into no client.
final class ProvisionKey implements SubjectSource {
    /// Longer than any user's name, shorter than what a header may be.
    private static final int LONGEST_USER = 1024;

    private final Optional<Secret> key;

    ProvisionKey(OAuth2Settings settings) {
        // An empty one would be given by every request that leaves it out.
        key = Optional.ofNullable(settings.provisionKey()).filter(secret -> !secret.isEmpty());
    }

    @Override
    public Proof endUser(TokenRequest request) {
        return new Proof(endUser(request.parameters()), TokenClaims.NONE);
    }

    @Override
    public Optional<String> standingInFor(TokenRequest request) {
        OAuthParameters parameters = request.parameters();
        if (parameters.text("authenticated_userid").isEmpty()) {
            return Optional.empty();
        }
        require(parameters);
        return parameters
                .text("authenticated_userid")
                .filter(user -> !user.isBlank())
                .map(ProvisionKey::wellFormed);
    }

    /// The end user that a front end with the right key names.
    String endUser(OAuthParameters parameters) {
        require(parameters);
        return parameters
                .text("authenticated_userid")
                .filter(user -> !user.isBlank())
                .map(ProvisionKey::wellFormed)
                .orElseThrow(() ->
                        new OAuthRefusal(Refusal.USER_MISSING)
                                .because("authenticated_userid is missing or blank"));
    }

    private void require(OAuthParameters parameters) {
        boolean right =
                key.isPresent()
                        && parameters.text("provision_key").map(key.get()::matches).orElse(false);
        if (!right) {
            throw new OAuthRefusal(Refusal.PROVISION_KEY_WRONG).because(why(parameters));
        }
    }

    private String why(OAuthParameters parameters) {
        if (key.isEmpty()) {
            return "this API has no provisionKey, so that no provision_key fits";
        }
        return parameters.text("provision_key").isEmpty()
                ? "provision_key is missing"
                : "provision_key is not the provisionKey of this API";
    }

    /// The name goes upstream in a header: a line break in it would add headers of the front end's,
    /// or its user's, choice.
    private static String wellFormed(String user) {
        if (user.length() > LONGEST_USER || user.chars().anyMatch(Character::isISOControl)) {
            throw new OAuthRefusal(Refusal.USER_MALFORMED)
                    .because(
                            "authenticated_userid has "
                                    + user.length()
                                    + " characters or holds control characters");
        }
        return user;
    }
}
