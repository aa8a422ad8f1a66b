package io.grantway.authserver;

import io.grantway.oauth.GrantType;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.Scopes;
import io.grantway.oauth.TokenClaims;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which APIs a token is for (RFC 8707, RFC 9068 §3).
///
/// @param standard those of a request that names none; empty: nothing is said of any, and what a
///   request names is ignored
/// @param offered those that a request may name
/// @param byScope those that a scope is for: a request that names none is for those of its scopes,
///   before the standard ones (RFC 9068 §3)
public record ResourceRule(
        List<String> standard, Set<String> offered, Map<String, Set<String>> byScope) {
    private static final Optional<String> EXCHANGE =
            Optional.of(GrantType.TOKEN_EXCHANGE.wireName());

    /// For a server that knows one API and no others.
    public static final ResourceRule NONE = new ResourceRule(List.of(), Set.of(), Map.of());

    public ResourceRule {
        standard = List.copyOf(standard);
        offered = Set.copyOf(offered);
        byScope = Map.copyOf(byScope);
    }

    /// What an authorization request asks for; empty where it names nothing.
    ///
    /// @throws OAuthRefusal where one of them is not offered
    public List<String> requested(OAuthParameters parameters) {
        List<String> named = named(parameters);
        for (String each : named) {
            if (!offered.contains(each)) {
                throw refused(each, "is not among the resources of this server");
            }
        }
        return named;
    }

    /// What was granted, in full.
    ///
    /// @param scopes that were granted
    TokenClaims granted(TokenClaims granted, Scopes scopes) {
        return granted.audience().isEmpty() ? granted.withAudience(meant(scopes)) : granted;
    }

    private List<String> meant(Scopes scopes) {
        Set<String> meant = new TreeSet<>();
        scopes.tokens().forEach(scope -> meant.addAll(byScope.getOrDefault(scope, Set.of())));
        return meant.isEmpty() ? standard : List.copyOf(meant);
    }

    /// The part of it that a token request asks for (RFC 8707 §2.2).
    ///
    /// @param granted in full
    /// @param fresh nothing was settled before, so that the request may name any that is offered
    TokenClaims given(TokenClaims granted, OAuthParameters parameters, boolean fresh) {
        List<String> named = fresh ? requested(parameters) : named(parameters);
        if (named.isEmpty()) {
            return granted;
        }
        for (String each : named) {
            if (!fresh && !granted.audience().contains(each)) {
                throw refused(each, "was not granted");
            }
        }
        return granted.withAudience(named);
    }

    private List<String> named(OAuthParameters parameters) {
        if (standard.isEmpty()) {
            return List.of();
        }
        Set<String> named = new LinkedHashSet<>(parameters.texts("resource"));
        // RFC 8693 §2.1 has two names for them.
        if (parameters.text("grant_type").equals(EXCHANGE)) {
            named.addAll(parameters.texts("audience"));
        }
        return List.copyOf(named);
    }

    private static OAuthRefusal refused(String resource, String why) {
        return new OAuthRefusal(
                Refusal.RESOURCE_UNKNOWN, resource, "the resource \"" + resource + "\" " + why);
    }
}
