package io.grantway.vault.mapping;

/// An expression came to nothing that can be used. Its text is for people, begins with a verb, and
/// repeats nothing of the input.
final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluationFailure(String text) {
        super(text, null, false, false);
    }
}
