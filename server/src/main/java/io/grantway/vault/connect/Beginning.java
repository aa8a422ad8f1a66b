package io.grantway.vault.connect;

import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.http.Parameters;
import io.grantway.oauth.Pkce;
import io.grantway.oauth.TokenHash;
import io.grantway.supply.OAuth2Config;
import io.grantway.vault.Access;
import io.grantway.vault.Provider;
import io.grantway.vault.oauth1.ThreeLegged;
import io.grantway.vault.oauth1.ThreeLegged.Temporary;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Begins a flow in which the user is sent to the provider (RFC 6749 §4.1.1, RFC 5849 §2.1).
final class Beginning {
    /// A flow that was begun, and where the browser goes.
    record Away(Attempt attempt, URI address) {}

    private final Random256 random;
    private final InstantSource clock;
    private final ThreeLegged threeLegged;

    Beginning(ConnectParts parts) {
        this.random = new Random256(parts.random());
        this.clock = parts.clock();
        Outgoing outgoing = parts.outgoing();
        this.threeLegged = new ThreeLegged(outgoing, clock, parts.random());
    }

    ThreeLegged threeLegged() {
        return threeLegged;
    }

    /// @param callback as it is registered at the provider
    Away code(
            ConnectSession session,
            Provider provider,
            Access.OAuth2 access,
            Map<String, String> variables,
            URI callback) {
        String state = state(session);
        Attempt attempt =
                Attempt.of(TokenHash.of(state), provider.name(), clock.instant(), variables);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId(provider, access, variables));
        query.put("redirect_uri", callback.toString());
        if (!access.scopes().isEmpty()) {
            query.put("scope", String.join(access.scopeSeparator(), access.scopes()));
        }
        query.putAll(access.authorizationParameters());
        query.put("state", state);
        if (access.pkce()) {
            String verifier = random.word();
            query.put("code_challenge", Pkce.challenge(verifier));
            query.put("code_challenge_method", Pkce.S256);
            attempt = attempt.proving(Secret.of(verifier));
        }
        Address address =
                Address.of(
                        access.authorizationUrl()
                                .orElseThrow(() -> Failure.of("unregistered", 503).thrown()),
                        provider,
                        variables);
        return new Away(attempt, with(address.uri(), query));
    }

    Away signed(
            ConnectSession session,
            Provider provider,
            Access.OAuth1 access,
            Map<String, String> variables,
            URI callback) {
        String state = state(session);
        Instant now = clock.instant();
        URI back = with(callback, Map.of("state", state));
        Temporary temporary = threeLegged.temporary(access, back);
        Attempt attempt =
                Attempt.of(TokenHash.of(state), provider.name(), now, variables).with(temporary);
        return new Away(attempt, threeLegged.authorize(access, temporary, back));
    }

    /// With the session's name in it, to find the session by; what nobody can guess comes after.
    private String state(ConnectSession session) {
        return session.id() + "." + random.word();
    }

    /// What the provider knows the operator by.
    static String clientId(Provider provider, Access.OAuth2 access, Map<String, String> variables) {
        OAuth2Config config = access.tokens().apply(Variables.placeholders(provider, variables));
        String id = config.clientId();
        if (id == null || id.isBlank()) {
            throw Failure.of("unregistered", 503).thrown();
        }
        return id;
    }

    private static URI with(URI uri, Map<String, String> query) {
        String joint = uri.getRawQuery() == null ? "?" : "&";
        // A plus means a space to those who read forms only.
        return URI.create(uri + joint + Parameters.of(query).encoded().replace("+", "%20"));
    }
}
