package io.grantway.authserver;

import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.catalog.ClientMetadata;
import io.grantway.http.Parameters;
import io.grantway.oauth.Confirmation;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private final RequestObjects objects;
    private final InstantSource clock;

    Authorizations(
            Supplier<Catalog> catalog,
            ClientDocuments documents,
            TokenIssuer issuer,
            PushedRequests pushed,
            RequestObjects objects,
            InstantSource clock) {
        this.catalog = catalog;
        this.documents = documents;
        this.issuer = issuer;
        this.pushed = pushed;
        this.objects = objects;
        this.clock = clock;
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
        OAuthParameters brought = OAuthParameters.of(parameters);
        AuthorizationCandidate outer = candidate(terms, brought);
        try {
            AuthorizationCandidate candidate = candidate(terms, resolved(outer));
            return switch (AuthorizationRules.RFC.apply(candidate)) {
                case AuthorizationRules.Outcome.Good(var request) -> {
                    requireWay(request, brought);
                    yield new Checked.Good(request);
                }
                case AuthorizationRules.Outcome.Bad bad -> told(candidate, bad);
            };
        } catch (OAuthRefusal refusal) {
            return switch (refusal.refusal()) {
                case REQUEST_OBJECT_UNSOUND, REQUEST_URI_FOREIGN ->
                        told(outer, AuthorizationRules.RFC.refused(outer, refusal));
                default -> new Checked.TellUser(refusal);
            };
        }
    }

    private Checked told(AuthorizationCandidate candidate, AuthorizationRules.Outcome.Bad bad) {
        return bad.tell()
                .<Checked>map(uri ->
                        new Checked.TellClient(
                                refused(candidate, ClientAnswer.to(uri, bad.mode()), bad.refusal()),
                                bad.refusal()))
                .orElseGet(() -> new Checked.TellUser(bad.refusal()));
    }

    /// What a browser brought by itself, in a request object, or under the name of what was pushed.
    private OAuthParameters resolved(AuthorizationCandidate outer) {
        OAuthParameters brought = outer.parameters();
        boolean signed = brought.text("request").isPresent() && outer.isToIssuer();
        if (!signed) {
            return pushed.resolved(outer.terms(), brought);
        }
        if (brought.text("request_uri").isPresent()) {
            throw new OAuthRefusal(Refusal.MALFORMED_REQUEST)
                    .because("request and request_uri exclude each other (RFC 9101 §5)");
        }
        Client client = outer.client().orElseThrow(() -> new OAuthRefusal(Refusal.CLIENT_UNKNOWN));
        return unpacked(outer.terms(), client, brought);
    }

    private OAuthParameters unpacked(Terms terms, Client client, OAuthParameters brought) {
        return objects.unpacked(
                terms,
                terms.place().issuer().orElseThrow(),
                client,
                brought.text("request").orElseThrow());
    }

    /// A client may have said that its requests come in no other way: one that does is an
    /// attacker's.
    private static void requireWay(AuthorizationRequest request, OAuthParameters brought) {
        boolean isPushed = brought.text("request_uri").isPresent();
        ClientMetadata client = request.client().metadata();
        ProfileRules rules = ProfileRules.of(request.terms(), request.client());
        if ((client.requirePushedRequests() || rules.pushedRequests()) && !isPushed) {
            throw new OAuthRefusal(Refusal.REQUEST_NOT_PUSHED);
        }
        // Of a pushed one it was asked when it came.
        if (!isPushed) {
            requireSigned(client, brought);
        }
    }

    private static void requireSigned(ClientMetadata client, OAuthParameters brought) {
        if (client.requireSignedRequestObject() && brought.text("request").isEmpty()) {
            throw new OAuthRefusal(Refusal.REQUEST_OBJECT_MISSING);
        }
    }

    /// Takes a request that a client sends ahead of its user (RFC 9126 §2.1).
    ///
    /// @param client that has proved who it is
    /// @param key that its sender proves to hold, to which the code will be bound
    /// @return the `request_uri` that stands for it from now on
    /// @throws OAuthRefusal where a browser could not bring it either
    public String push(
            Terms terms, Client client, OAuthParameters brought, Optional<Confirmation> key) {
        if (brought.text("request_uri").isPresent()) {
            throw new OAuthRefusal(Refusal.REQUEST_URI_PUSHED);
        }
        boolean signed = brought.text("request").isPresent();
        Optional<String> named = brought.text("client_id");
        if (!named.or(() -> signed ? Optional.of(client.clientId()) : Optional.empty())
                .equals(Optional.of(client.clientId()))) {
            throw new OAuthRefusal(Refusal.CLIENT_ID_DIFFERS)
                    .because("client_id is " + named.orElse("missing"));
        }
        requireSigned(client.metadata(), brought);
        // After a signed request is unpacked, or its own parameters would put the key out.
        OAuthParameters asked =
                Confirmations.naming(signed ? unpacked(terms, client, brought) : brought, key);
        if (check(terms, asked, AuthorizationRules.RFC)
                instanceof AuthorizationRules.Outcome.Bad bad) {
            throw bad.refusal();
        }
        return pushed.add(terms, client.clientId(), asked);
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
                answer.with("access_token", token.accessToken())
                        .with("token_type", token.stands().type().toLowerCase(Locale.ROOT));
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
