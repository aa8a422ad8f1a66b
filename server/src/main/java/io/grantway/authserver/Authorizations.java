package io.grantway.authserver;

import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.http.Parameters;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The authorization endpoint (RFC 6749 §3.1) without its way in: pages and Kong's trusted front
/// end both check and approve here.
public final class Authorizations implements BrowserAuthorization {
    private static final Catalog NOBODY = new Catalog(List.of(), List.of());

    private final Supplier<Catalog> catalog;
    private final ClientDocuments documents;
    private final TokenIssuer issuer;
    private final PushedRequests pushed;
    private final InstantSource clock;

    Authorizations(
            Supplier<Catalog> catalog,
            ClientDocuments documents,
            TokenIssuer issuer,
            PushedRequests pushed,
            InstantSource clock) {
        this.catalog = catalog;
        this.documents = documents;
        this.issuer = issuer;
        this.pushed = pushed;
        this.clock = clock;
    }

    /// What clients sent ahead.
    public PushedRequests pushed() {
        return pushed;
    }

    /// Checks a request against a profile.
    public AuthorizationRules.Outcome check(
            Terms terms, OAuthParameters parameters, AuthorizationRules rules) {
        return rules.apply(candidate(terms, parameters));
    }

    private AuthorizationCandidate candidate(Terms terms, OAuthParameters parameters) {
        boolean welcome =
                parameters.text("client_id").map(id -> documents.welcome(terms, id)).orElse(true);
        return AuthorizationCandidate.of(terms, parameters, welcome ? catalog.get() : NOBODY);
    }

    @Override
    public Checked check(Terms terms, Parameters parameters) {
        AuthorizationCandidate candidate;
        try {
            candidate = candidate(terms, pushed.resolved(terms, OAuthParameters.of(parameters)));
        } catch (OAuthRefusal refusal) {
            return new Checked.TellUser(refusal);
        }
        return switch (AuthorizationRules.RFC.apply(candidate)) {
            case AuthorizationRules.Outcome.Good(var request) -> {
                boolean lacking =
                        request.client().metadata().requirePushedRequests()
                                && parameters.first("request_uri").isEmpty();
                yield lacking
                        ? new Checked.TellUser(new OAuthRefusal(Refusal.REQUEST_NOT_PUSHED))
                        : new Checked.Good(request);
            }
            case AuthorizationRules.Outcome.Bad(var refusal, var tell, var mode) ->
                    tell.<Checked>map(uri ->
                                    new Checked.TellClient(
                                            refused(candidate, ClientAnswer.to(uri, mode), refusal),
                                            refusal))
                            .orElseGet(() -> new Checked.TellUser(refusal));
        };
    }

    @Override
    public ClientAnswer approve(
            AuthorizationRequest request, String subject, Optional<Authentication> authentication) {
        ResponseType type = request.responseType();
        ClientAnswer answer = answer(request);
        Map<String, String> bound = new LinkedHashMap<>();
        if (type.givesCode()) {
            String code = issuer.code(request, subject, authentication);
            bound.put("c_hash", code);
            answer = answer.with("code", code);
        }
        if (type.givesToken()) {
            FreshToken token = issuer.implicit(request, subject, authentication);
            bound.put("at_hash", token.accessToken());
            answer = with(answer, token);
        }
        if (type.givesIdToken()) {
            request.state().ifPresent(state -> bound.put("s_hash", state));
            answer =
                    answer.with(
                            "id_token",
                            issuer.idToken(request, subject, authentication.orElseThrow(), bound));
        }
        return signed(request, answer);
    }

    /// RFC 6749 §4.2.2
    private static ClientAnswer with(ClientAnswer answer, FreshToken token) {
        ClientAnswer more =
                answer.with("access_token", token.accessToken()).with("token_type", "bearer");
        return token.expiresIn() > 0
                ? more.with("expires_in", Long.toString(token.expiresIn()))
                : more;
    }

    @Override
    public ClientAnswer refuse(AuthorizationRequest request, Refusal refusal) {
        return signed(request, with(answer(request), refusal));
    }

    private static ClientAnswer answer(AuthorizationRequest request) {
        return begun(
                ClientAnswer.to(request.redirectUri(), request.responseMode()),
                request.terms(),
                request.state());
    }

    /// Says which server answers (RFC 9207), against mix-up, and to which request (RFC 6749
    /// §4.1.2).
    private static ClientAnswer begun(ClientAnswer empty, Terms terms, Optional<String> state) {
        ClientAnswer from =
                terms.place()
                        .issuer()
                        .map(issuer -> empty.with("iss", issuer.uri().toString()))
                        .orElse(empty);
        return state.map(value -> from.with("state", value)).orElse(from);
    }

    private ClientAnswer refused(
            AuthorizationCandidate candidate, ClientAnswer empty, OAuthRefusal refusal) {
        ClientAnswer answer =
                with(begun(empty, candidate.terms(), candidate.state()), refusal.refusal());
        return signed(candidate.terms(), candidate.client(), answer);
    }

    private static ClientAnswer with(ClientAnswer answer, Refusal refusal) {
        return answer.with("error", refusal.code().wireName())
                .with("error_description", refusal.text());
    }

    private ClientAnswer signed(AuthorizationRequest request, ClientAnswer answer) {
        return signed(request.terms(), Optional.of(request.client()), answer);
    }

    private ClientAnswer signed(Terms terms, Optional<Client> client, ClientAnswer answer) {
        return terms.place()
                .issuer()
                .map(issuer -> answer.signed(issuer, client.orElseThrow(), clock.instant()))
                .orElse(answer);
    }
}
