package io.grantway.services.deploy;

/// A version that cannot go live. Its text names file and line.
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String text) {
        super(text, null, false, false);
    }
}
