package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.policy.RequireTokenSettings.TokenUse;
import io.grantway.gateway.policy.RequireTokenSettings.UpstreamSettings;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The fields by which a policy tells the upstream of a token, beside the usual ones. A client's
/// own never get through, with a token or without: the upstream believes them.
record OwnFields(Set<String> names) {
    OwnFields {
        names = Set.copyOf(names);
    }

    static OwnFields of(UpstreamSettings settings) {
        Set<String> names = new HashSet<>();
        settings.headers().keySet().forEach(name -> names.add(canonical(name)));
        if (settings.token() == TokenUse.JWT
                && !settings.jwt().header().equalsIgnoreCase("Authorization")) {
            names.add(canonical(settings.jwt().header()));
        }
        return new OwnFields(names);
    }

    /// Servers behind CGI or WSGI read `X_Department` as `X-Department`.
    private static String canonical(String name) {
        return name.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    void hide(Call call) {
        if (names.isEmpty()) {
            return;
        }
        call.head()
                .headers()
                .forEach((name, _) -> {
                    if (names.contains(canonical(name))) {
                        call.upstreamHeaders().remove(name);
                    }
                });
    }
}
