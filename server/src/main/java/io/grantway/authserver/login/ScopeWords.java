package io.grantway.authserver.login;

import io.grantway.authserver.login.Page.Permission;
import io.grantway.oauth.Scopes;
import java.util.List;
import java.util.Optional;

/// What scopes allow, in words for the user who is asked: the operator's, or ours for the scopes of
/// OpenID Connect Core §5.4.
record ScopeWords(Site site, Messages text) {
    List<Permission> described(Scopes scopes) {
        return scopes.tokens().stream()
                .flatMap(scope -> words(scope).map(each -> new Permission(scope, each)).stream())
                .toList();
    }

    /// Those that nobody put into words.
    List<String> undescribed(Scopes scopes) {
        return scopes.tokens().stream().filter(scope -> words(scope).isEmpty()).toList();
    }

    private Optional<String> words(String scope) {
        Optional<String> operators = Optional.ofNullable(site.theme().scopes().get(scope));
        String key = "scope." + scope;
        return operators.or(() -> text.has(key) ? Optional.of(text.lookup(key)) : Optional.empty());
    }
}
