package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.http.Headers;
import io.grantway.supply.TokenUnavailable;
import java.util.Optional;

/// A definition that is named and not there, such as one that is disabled: nothing is sent, rather
/// than something without a credential.
record MissingSecurity(String name) implements Security {
    @Override
    public Proof proof(Optional<Secret> onBehalfOf) {
        throw new TokenUnavailable(
                name,
                TokenUnavailable.Reason.DEFINITION,
                "there is none of this name in the workspace",
                Optional.empty());
    }

    @Override
    public Optional<Proof> another(Proof refused, Optional<Secret> onBehalfOf) {
        return Optional.empty();
    }

    @Override
    public Optional<Proof> ready(Optional<Secret> onBehalfOf) {
        return Optional.empty();
    }

    @Override
    public boolean refuses(Received answer) {
        return false;
    }

    @Override
    public boolean refuses(int status, Headers headers) {
        return false;
    }
}
