package io.grantway.authserver.login;

import io.grantway.authserver.Consents;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What logins are made by, the same for the pages of every server.
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
        InstantSource clock,
        SecureRandom random) {}
