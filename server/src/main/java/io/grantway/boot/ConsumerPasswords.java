package io.grantway.boot;

import io.grantway.authserver.SecretVerifier;
import io.grantway.config.Secret;
import io.grantway.gateway.PasswordCheck;
import io.grantway.oauth.OAuthRefusal;
import java.util.Optional;

/// The passwords of consumers, checked as clients' secrets are, but in places of their own: whoever
/// guesses at an API must not keep clients from getting tokens.
record ConsumerPasswords(SecretVerifier verifier) implements PasswordCheck {
    @Override
    public Optional<Boolean> known(Secret stored, String presented) {
        return verifier.known(stored, presented);
    }

    @Override
    public boolean matches(Secret stored, String presented) {
        try {
            return verifier.matches(stored, presented);
        } catch (OAuthRefusal _) {
            throw new Busy();
        }
    }
}
