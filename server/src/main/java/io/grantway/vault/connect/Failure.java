package io.grantway.vault.connect;

import java.util.List;
import java.util.Optional;

/// Why an account was not connected.
///
/// @param kind of messages: `failed.KIND.title`, `.text` and `.advice`
/// @param status of the page that says so
/// @param arguments put into the text
/// @param detail in the words of the provider or the protocol, shown as it is
record Failure(String kind, int status, List<String> arguments, Optional<String> detail) {
    Failure {
        arguments = List.copyOf(arguments);
    }

    static Failure of(String kind, int status) {
        return new Failure(kind, status, List.of(), Optional.empty());
    }

    static Failure of(String kind, int status, String detail) {
        return new Failure(kind, status, List.of(), Optional.of(detail));
    }

    Failed thrown() {
        return new Failed(this);
    }

    /// Ends a flow.
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        private Failed(Failure failure) {
            super(failure.kind(), null, false, false);
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }
}
