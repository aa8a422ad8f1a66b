package io.grantway.authserver.login;

import io.grantway.authserver.Consents;
import io.grantway.authserver.identity.IdentityProvider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// What logins are made by, the same for the pages of every server but for the providers.
public record LoginMeans(
        Users users,
        Login passwords,
        SecondFactors factors,
        Passkeys passkeys,
        PendingLogins pending,
        Sessions sessions,
        UserAccess access,
        LoginMarks marks,
        Consents consents,
        Federation federation,
        InstantSource clock,
        SecureRandom random) {
    /// The same for a server with these providers.
    public LoginMeans by(List<IdentityProvider> providers) {
        return new LoginMeans(
                users,
                passwords,
                factors,
                passkeys,
                pending,
                sessions,
                access,
                marks,
                consents,
                federation.by(providers),
                clock,
                random);
    }
}
