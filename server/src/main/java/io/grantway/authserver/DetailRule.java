package io.grantway.authserver;

import io.grantway.catalog.Client;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenClaims;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/// Which authorization details a request may ask for (RFC 9396).
public final class DetailRule {
    /// For a server that knows nothing of them: what a request says is ignored.
    public static final DetailRule IGNORED = new DetailRule(Map.of(), false);

    private static final String PARAMETER = "authorization_details";

    private final Map<String, DetailTypeConfig> types;
    private final boolean judged;

    private DetailRule(Map<String, DetailTypeConfig> types, boolean judged) {
        this.types = types;
        this.judged = judged;
    }

    /// For a server that refuses whatever it does not know.
    static DetailRule of(Collection<DetailTypeConfig> types) {
        SequencedMap<String, DetailTypeConfig> byName = new LinkedHashMap<>();
        types.forEach(each -> byName.put(each.type(), each));
        return new DetailRule(byName, true);
    }

    /// The names of all types.
    public List<String> types() {
        return List.copyOf(types.keySet());
    }

    public Optional<DetailTypeConfig> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /// What a request for a new grant asks for.
    ///
    /// @throws OAuthRefusal where there is no such thing, or it is not for this client
    public AuthorizationDetails requested(OAuthParameters parameters, Client client) {
        AuthorizationDetails asked = named(parameters);
        List<String> allowed = client.metadata().authorizationDetailsTypes();
        if (!allowed.isEmpty()) {
            asked.all().forEach(each -> requireAmong(allowed, each, client));
        }
        return asked;
    }

    /// The same, as claims of the tokens to come.
    public TokenClaims claims(OAuthParameters parameters, Client client) {
        return requested(parameters, client).in(TokenClaims.NONE);
    }

    /// The part of what was granted that a token request asks for; all of it, where it names none
    /// (§6). A client by itself may ask for the types that it is registered for by name: no user
    /// looks at them.
    ///
    /// @param alone nobody has granted anything, nor could
    TokenClaims given(
            TokenClaims granted, OAuthParameters parameters, Client client, boolean alone) {
        if (!judged) {
            return granted;
        }
        AuthorizationDetails held = AuthorizationDetails.of(granted);
        AuthorizationDetails asked = named(parameters);
        if (alone && held.isEmpty()) {
            List<String> allowed = client.metadata().authorizationDetailsTypes();
            asked.all().forEach(each -> requireAmong(allowed, each, client));
            return asked.in(granted);
        }
        held.all().forEach(each -> requireAmong(types(), each, client));
        if (asked.isEmpty()) {
            return granted;
        }
        if (!held.covers(asked)) {
            throw new OAuthRefusal(Refusal.DETAILS_WIDENED);
        }
        return asked.in(granted);
    }

    private AuthorizationDetails named(OAuthParameters parameters) {
        if (!judged) {
            return AuthorizationDetails.NONE;
        }
        if (parameters.isOddlyTyped(PARAMETER)) {
            throw DetailReading.wrong("they are no list");
        }
        return parameters
                .text(PARAMETER)
                .map(new DetailReading(types)::read)
                .orElse(AuthorizationDetails.NONE);
    }

    private static void requireAmong(List<String> allowed, ObjectNode detail, Client client) {
        String type = AuthorizationDetails.type(detail);
        if (!allowed.contains(type)) {
            throw new OAuthRefusal(
                    Refusal.DETAILS_NOT_ALLOWED,
                    type,
                    "client " + client.clientId() + " may not ask for details of type " + type);
        }
    }
}
