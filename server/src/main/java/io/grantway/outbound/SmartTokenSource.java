package io.grantway.outbound;

import io.grantway.config.Secret;
import io.grantway.outbound.fhir.SmartDiscovery;
import io.grantway.supply.SuppliedToken;
import io.grantway.supply.TokenSource;
import io.grantway.supply.TokenStatus;
import io.grantway.supply.TokenUnavailable;
import io.grantway.supply.TokenUnavailable.Reason;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tokens for a FHIR server from where that server says (SMART Backend Services), for definitions
/// that do not say it themselves.
///
/// @param definition its name
/// @param sources where the tokens of a token endpoint come from
record SmartTokenSource(
        String definition, SmartDiscovery discovery, Function<URI, TokenSource> sources)
        implements TokenSource {
    @Override
    public SuppliedToken token() {
        return source().token();
    }

    @Override
    public SuppliedToken token(Secret onBehalfOf) {
        return source().token(onBehalfOf);
    }

    @Override
    public SuppliedToken renewed(SuppliedToken refused) {
        return source().renewed(refused);
    }

    @Override
    public SuppliedToken renewed(SuppliedToken refused, Secret onBehalfOf) {
        return source().renewed(refused, onBehalfOf);
    }

    @Override
    public TokenStatus status() {
        return discovery
                .known()
                .map(endpoint -> sources.apply(endpoint).status())
                .orElseGet(SmartTokenSource::none);
    }

    private static TokenStatus none() {
        return new TokenStatus(
                TokenStatus.State.NONE,
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of("the FHIR server was not asked yet for its token endpoint"));
    }

    private TokenSource source() {
        try {
            return sources.apply(discovery.tokenEndpoint());
        } catch (FhirFailure e) {
            throw new TokenUnavailable(
                    definition,
                    Reason.TRANSIENT,
                    "its token endpoint is not known: " + e.getMessage(),
                    Optional.empty());
        }
    }
}
