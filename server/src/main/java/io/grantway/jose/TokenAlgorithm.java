package io.grantway.jose;

/// How the tokens of somebody else may be signed: the algorithms of both kinds, for configurations.
public enum TokenAlgorithm {
    ES256(SigningAlgorithm.ES256),
    RS256(SigningAlgorithm.RS256),
    PS256(SigningAlgorithm.PS256),
    EDDSA(SigningAlgorithm.EDDSA),
    HS256(MacAlgorithm.HS256);

    @SuppressWarnings("ImmutableEnumChecker") // both kinds are enums
    private final JwsAlgorithm algorithm;

    TokenAlgorithm(JwsAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    public JwsAlgorithm algorithm() {
        return algorithm;
    }

    /// Whether both sides share its key.
    public boolean isMac() {
        return algorithm instanceof MacAlgorithm;
    }

    /// As in a token's header.
    @Override
    public String toString() {
        return algorithm.wireName();
    }
}
