package io.grantway.token;

import java.util.Optional;

/// An authorization server whose access tokens count: one of our own, or somebody else's.
public interface TokenServer {
    /// What it is called in the configuration.
    String name();

    /// What its tokens call it, where it is known.
    Optional<String> issuer();

    /// Whether one of its keys that are in memory has this id.
    boolean hasKey(String keyId);

    /// What those of its tokens look like that do not name it.
    TokenShape shape();

    /// Whether it can judge a token that says nothing of itself.
    boolean takesOpaque();

    /// Judges a token by what is in memory; empty where that is not enough. Never blocks.
    Optional<Validation> validateNow(CandidateToken token);

    /// Judges a token by whatever it takes. May block.
    Validation validate(CandidateToken token);
}
