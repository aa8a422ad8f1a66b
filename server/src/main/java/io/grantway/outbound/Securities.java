package io.grantway.outbound;

import org.jspecify.annotations.Nullable;

/// Makes of a definition how calls prove themselves.
final class Securities {
    private final String workspace;
    private final TokenSources tokens;

    Securities(String workspace, TokenSources tokens) {
        this.workspace = workspace;
        this.tokens = tokens;
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
        return new TokenSecurity(tokens.of(workspace, definition), definition.renewOn());
    }
}
