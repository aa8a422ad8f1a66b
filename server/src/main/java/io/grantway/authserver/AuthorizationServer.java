package io.grantway.authserver;

import io.grantway.authserver.clientauth.ClientAuthRules;
import io.grantway.authserver.clientauth.ClientAuthenticator;
import io.grantway.authserver.clientauth.ClientSessions;
import io.grantway.authserver.endpoint.IssuerEndpoints;
import io.grantway.authserver.grant.AuthorizationCodeGrant;
import io.grantway.authserver.grant.ClientCredentialsGrant;
import io.grantway.authserver.grant.DeviceCodeGrant;
import io.grantway.authserver.grant.JwtBearerGrant;
import io.grantway.authserver.grant.PasswordGrant;
import io.grantway.authserver.grant.RefreshTokenGrant;
import io.grantway.authserver.grant.TokenExchangeGrant;
import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.authserver.registration.Registrar;
import io.grantway.authserver.registration.Registrations;
import io.grantway.catalog.Catalog;
import io.grantway.http.Handler;
import io.grantway.jose.RemoteKeys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// The machine that every endpoint which issues tokens is made of. One for the process; what
/// differs from server to server is in their [Terms].
public final class AuthorizationServer {
    private final Supplier<Catalog> catalog;
    private final TokenStore tokens;
    private final RemoteKeys published;
    private final InstantSource clock;
    private final CodeStore codes;
    private final Replays replays;
    private final ClientSessions sessions;
    private final ClientAuthenticator clients;
    private final TokenIssuer issuer;
    private final RecentRenewals renewals;
    private final Authorizations authorizations;
    private final AccessTokens accessTokens;
    private final DeviceCodes devices;
    private final DpopProofs proofs;

    /// @param catalog the clients in force; asked anew for each request
    /// @param published the keys of clients that publish them
    /// @param documents clients that are known by a document of theirs
    /// @param live told of each access token that dies early, too
    public AuthorizationServer(
            Supplier<Catalog> catalog,
            TokenStore tokens,
            CodeStore codes,
            DeniedTokens denied,
            SecretVerifier secrets,
            RemoteKeys published,
            ClientDocuments documents,
            LiveTokens live,
            SecureRandom random,
            InstantSource clock) {
        this.catalog = catalog;
        this.tokens = tokens;
        this.published = published;
        this.clock = clock;
        this.codes = codes;
        EarlyEnds ends = new EarlyEnds(denied, live, clock);
        this.replays = new Replays(tokens, ends);
        this.sessions = new ClientSessions(random, clock);
        this.clients =
                new ClientAuthenticator(catalog, secrets, published, documents, sessions, clock);
        this.issuer = new TokenIssuer(tokens, codes, replays, ends, random, clock);
        this.renewals = new RecentRenewals(clock);
        this.authorizations =
                new Authorizations(
                        catalog,
                        documents,
                        issuer,
                        new PushedRequests(random, clock),
                        new RequestObjects(published, clock),
                        clock);
        this.devices = new DeviceCodes(random, clock);
        this.accessTokens = new AccessTokens(catalog, tokens, live, ends, clock);
        this.proofs = new DpopProofs(clock, random);
    }

    /// A token endpoint.
    ///
    /// @param subjects where the end user comes from, if a grant leaves that open
    public TokenEndpoint tokenEndpoint(Terms terms, SubjectSource subjects) {
        return tokenEndpoint(terms, grants(subjects), clients);
    }

    private TokenEndpoint tokenEndpoint(
            Terms terms, List<Grant> grants, ClientAuthenticator authenticator) {
        return new TokenEndpoint(
                terms, grants, authenticator, issuer, renewals, new Confirmations(proofs));
    }

    /// Everything below one issuer.
    ///
    /// @param pages by what their paths begin with below the issuer
    /// @param subjects where the end user of a password comes from
    /// @param users by workspace and name
    public IssuerEndpoints issuer(
            Terms terms,
            Issuer served,
            Registrations registrations,
            Map<String, Handler> pages,
            SubjectSource subjects,
            BiFunction<String, String, Optional<EndUser>> users) {
        String uri = served.uri().toString();
        ClientAuthRules rules =
                ClientAuthRules.of(
                        uri,
                        Set.of(
                                uri,
                                uri + "/token",
                                uri + "/introspect",
                                uri + "/revoke",
                                uri + "/par",
                                uri + "/device_authorization"),
                        ProfileRules.of(terms.profile()));
        Optional<Registrar> registrar = registrations.of(terms, served, rules);
        List<Grant> all = new ArrayList<>(grants(subjects));
        TrustedIssuers trusted =
                new TrustedIssuers(
                        served.config().trustedIssuers(),
                        Set.of(uri, uri + "/token"),
                        published,
                        clock);
        all.add(new TokenExchangeGrant(accessTokens, trusted));
        all.add(new JwtBearerGrant(trusted));
        ClientAuthenticator own =
                registrar.isPresent()
                        ? clients.by(rules).telling(registrations::used)
                        : clients.by(rules);
        return new IssuerEndpoints(
                terms,
                served,
                tokenEndpoint(terms, all, own),
                authorizations,
                own,
                sessions,
                accessTokens,
                devices,
                proofs,
                users,
                registrar,
                pages,
                clock);
    }

    /// What the authorization endpoints and their pages check and approve by.
    public Authorizations authorizations() {
        return authorizations;
    }

    /// The tokens that its servers have issued.
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    /// The clients in force.
    public Supplier<Catalog> catalog() {
        return catalog;
    }

    /// The devices that wait for their users.
    public DeviceCodes devices() {
        return devices;
    }

    /// Every grant there is; a server's [Terms] say which of them are on.
    private List<Grant> grants(SubjectSource subjects) {
        return List.of(
                new AuthorizationCodeGrant(codes, replays),
                new RefreshTokenGrant(tokens, replays),
                new ClientCredentialsGrant(subjects),
                new DeviceCodeGrant(devices),
                new PasswordGrant(subjects));
    }
}
