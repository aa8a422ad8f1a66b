package io.grantway.jose;

/// How the tokens of somebody else may be signed: the algorithms of both kinds, for configurations.
public enum TokenAlgorithm {
    ES256(SigningAlgorithm.ES256),
    RS256(SigningAlgorithm.RS256),
    PS256(SigningAlgorithm.PS256),
    EDDSA(SigningAlgorithm.EDDSA),
    ES384(ForeignAlgorithm.ES384),
    ES512(ForeignAlgorithm.ES512),
    RS384(ForeignAlgorithm.RS384),
    RS512(ForeignAlgorithm.RS512),
    PS384(ForeignAlgorithm.PS384),
    PS512(ForeignAlgorithm.PS512),
    HS256(MacAlgorithm.HS256),
    HS384(MacAlgorithm.HS384),
    HS512(MacAlgorithm.HS512);

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
