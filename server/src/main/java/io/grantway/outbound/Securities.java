package io.grantway.outbound;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes of a definition how calls prove themselves.
final class Securities {
    private final String workspace;
    private final Surroundings around;

    Securities(String workspace, Surroundings around) {
        this.workspace = workspace;
        this.around = around;
    }

    /// @param definition null where calls prove nothing
    Security of(@Nullable SecurityDefinitionConfig definition) {
        if (definition == null) {
            return FixedSecurity.NOTHING;
        }
        if (definition.basic() != null) {
            return FixedSecurity.of(definition.basic());
        }
        if (definition.apiKey() != null) {
            return FixedSecurity.of(definition.apiKey());
        }
        if (definition.bearer() != null) {
            return FixedSecurity.bearer(definition.bearer().token());
        }
        if (definition.mtls() != null) {
            return FixedSecurity.NOTHING;
        }
        if (definition.awsSigV4() != null) {
            return Signing.of(definition.awsSigV4(), around);
        }
        if (definition.oauth1() != null) {
            return Signing.of(definition.oauth1(), around);
        }
        return new TokenSecurity(
                around.tokens().of(workspace, definition, Optional.empty()), definition.renewOn());
    }
}
