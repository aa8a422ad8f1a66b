package io.grantway.token;

/// Decides whether a token is good.
@FunctionalInterface
public interface TokenValidator {
    /// Validates by whatever it takes. May block; call it on a virtual thread.
    Verdict validate(String token);
}
