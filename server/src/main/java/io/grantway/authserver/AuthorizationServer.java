package io.grantway.authserver;

import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.authserver.grant.AuthorizationCodeGrant;
import io.grantway.authserver.grant.ClientCredentialsGrant;
import io.grantway.authserver.grant.PasswordGrant;
import io.grantway.authserver.grant.RefreshTokenGrant;
import io.grantway.catalog.Catalog;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The machine that every endpoint which issues tokens is made of. One for the process; what
/// differs from server to server is in their [Terms].
public final class AuthorizationServer {
    private final TokenStore tokens;
    private final CodeStore codes;
    private final Replays replays;
    private final ClientAuthenticator clients;
    private final TokenIssuer issuer;
    private final Authorizations authorizations;

    /// @param catalog the clients in force; asked anew for each request
    /// @param revocations told of each access token that dies by a refresh or a replay
    public AuthorizationServer(
            Supplier<Catalog> catalog,
            TokenStore tokens,
            CodeStore codes,
            SecretVerifier secrets,
            Revocations revocations,
            SecureRandom random,
            InstantSource clock) {
        this.tokens = tokens;
        this.codes = codes;
        this.replays = new Replays(tokens, revocations);
        this.clients = new ClientAuthenticator(catalog, secrets, clock);
        this.issuer = new TokenIssuer(tokens, codes, revocations, random, clock);
        this.authorizations = new Authorizations(catalog, issuer);
    }

    /// A token endpoint.
    ///
    /// @param subjects where the end user comes from, if a grant leaves that open
    public TokenEndpoint tokenEndpoint(Terms terms, SubjectSource subjects) {
        return new TokenEndpoint(terms, grants(subjects), clients, issuer);
    }

    /// What the authorization endpoints and their pages check and approve by.
    public Authorizations authorizations() {
        return authorizations;
    }

    /// Every grant there is; a server's [Terms] say which of them are on.
    private List<Grant> grants(SubjectSource subjects) {
        return List.of(
                new AuthorizationCodeGrant(codes, replays),
                new RefreshTokenGrant(tokens, replays),
                new ClientCredentialsGrant(subjects),
                new PasswordGrant(subjects));
    }
}
