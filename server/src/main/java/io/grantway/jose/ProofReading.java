package io.grantway.jose;

/// What a text turned out to be that should be a proof of DPoP: one, or why not.
public sealed interface ProofReading permits DpopProof, Verification.Refused {}
