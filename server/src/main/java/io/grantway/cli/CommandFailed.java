package io.grantway.cli;

/// What a command could not do, in a sentence for the user.
final class CommandFailed extends RuntimeException {
    CommandFailed(String message) {
        super(message, null, false, false);
    }
}
