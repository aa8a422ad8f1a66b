package io.grantway.gateway.policy;

import io.grantway.gateway.Call;
import io.grantway.gateway.Operation;
import io.grantway.oauth.Scopes;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The scopes that calls of an API need: of every call, and beside them of its operation.
///
/// @param all that every call needs
/// @param any of which every call needs one; empty for none
record ScopeDemand(Scopes all, Scopes any) {
    /// What is missing; empty where nothing is.
    Optional<String> lacking(Call call, Scopes held) {
        if (!new Operation("", all, any).isOpenTo(held)) {
            return Optional.of(
                    "it has the scopes "
                            + held.tokens()
                            + ", and every call needs "
                            + with(Scopes.NONE).tokens());
        }
        if (!call.hasOperations()) {
            return Optional.empty();
        }
        Optional<Operation> operation = call.operation();
        if (operation.isEmpty()) {
            return Optional.of(
                    "no operation of the API covers "
                            + call.head().method()
                            + " "
                            + call.head().target().path());
        }
        return operation.get().isOpenTo(held)
                ? Optional.empty()
                : Optional.of(
                        "it has the scopes "
                                + held.tokens()
                                + ", and the operation "
                                + operation.get().name()
                                + " needs "
                                + operation.get().named().tokens());
    }

    /// Every scope that a call needs, for its challenge.
    Scopes of(Call call) {
        return with(call.operation().map(Operation::named).orElse(Scopes.NONE));
    }

    /// Those of every call, and others.
    Scopes with(Scopes others) {
        Set<String> tokens = new LinkedHashSet<>(all.tokens());
        tokens.addAll(any.tokens());
        tokens.addAll(others.tokens());
        return Scopes.of(tokens);
    }
}
