package io.grantway.gateway;

import io.grantway.oauth.Scopes;
import java.util.ArrayList;
import java.util.List;

/// One thing that an API can be asked to do.
///
/// @param name for logs, figures and limits
/// @param all the scopes that a token needs, every one
/// @param any the scopes of which a token needs one besides; empty for none
public record Operation(String name, Scopes all, Scopes any) {
    /// Whether these scopes open it.
    public boolean isOpenTo(Scopes held) {
        return held.containsAll(all) && (any.isEmpty() || holdsOneOf(held));
    }

    private boolean holdsOneOf(Scopes held) {
        for (String scope : any.tokens()) {
            if (held.contains(scope)) {
                return true;
            }
        }
        return false;
    }

    /// Whether no scope protects it.
    public boolean isOpen() {
        return all.isEmpty() && any.isEmpty();
    }

    /// Every scope that it names, for `scope` of a challenge (RFC 6750 §3).
    public Scopes named() {
        if (any.isEmpty()) {
            return all;
        }
        List<String> both = new ArrayList<>(all.tokens());
        both.addAll(any.tokens());
        return Scopes.of(both);
    }
}
