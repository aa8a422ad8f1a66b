package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.Headers;
import io.grantway.oauth.TokenHash;
import io.grantway.outbound.SecurityDefinitionConfig.RenewOn;
import io.grantway.supply.SuppliedToken;
import io.grantway.supply.TokenSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An access token that renews itself.
record TokenSecurity(TokenSource source, RenewOn renewOn) implements Security {
    private static final int LOOKED_AT = 8 * 1024;

    @Override
    public Proof proof(Optional<Secret> onBehalfOf) {
        return new TokenProof(onBehalfOf.map(source::token).orElseGet(source::token));
    }

    @Override
    public Optional<Proof> another(Proof refused, Optional<Secret> onBehalfOf) {
        if (!(refused instanceof TokenProof(SuppliedToken token))) {
            return Optional.empty();
        }
        return Optional.of(
                new TokenProof(
                        onBehalfOf
                                .map(subject -> source.renewed(token, subject))
                                .orElseGet(() -> source.renewed(token))));
    }

    /// RFC 6750 §3.1: what lacks a scope will lack it with the next token too.
    @Override
    public boolean refuses(int status, Headers headers) {
        String error = error(headers.all("WWW-Authenticate"));
        return !error.equals("insufficient_scope")
                && (renewOn.statuses().contains(status)
                        || (error.equals("invalid_token") && status >= 400));
    }

    @Override
    public boolean refuses(Received answer) {
        return refuses(answer.status(), answer.headers())
                || (!error(answer.headers().all("WWW-Authenticate")).equals("insufficient_scope")
                        && saysSo(answer));
    }

    @Override
    public Optional<Proof> ready(Optional<Secret> onBehalfOf) {
        return onBehalfOf.map(source::ready).orElseGet(source::ready).map(TokenProof::new);
    }

    private boolean saysSo(Received answer) {
        if (renewOn.texts().isEmpty()) {
            return false;
        }
        String begin = answer.peek(LOOKED_AT);
        return renewOn.texts().stream().anyMatch(begin::contains);
    }

    private static String error(List<String> challenges) {
        for (String challenge : challenges) {
            String plain = challenge.toLowerCase(Locale.ROOT).replace(" ", "");
            for (String error : List.of("insufficient_scope", "invalid_token")) {
                if (plain.contains("error=\"" + error + "\"") || plain.contains("error=" + error)) {
                    return error;
                }
            }
        }
        return "";
    }

    /// A token in a call.
    private record TokenProof(SuppliedToken token) implements Proof {
        @Override
        public void put(Prepared request) {
            String type = token.type().equalsIgnoreCase("bearer") ? "Bearer" : token.type();
            token.value()
                    .expose(text -> {
                        request.set("Authorization", type + " " + text);
                        return text;
                    });
        }

        @Override
        public String digits() {
            return token.value().expose(text -> TokenHash.of(text).fingerprint());
        }
    }
}
