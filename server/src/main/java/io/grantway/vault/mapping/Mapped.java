package io.grantway.vault.mapping;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How one provider does what an interface promises.
///
/// @param provider its name, or its template's
/// @param result what its answer becomes
/// @param errors looked at in their order, before what is usual
record Mapped(
        String provider,
        RequestTemplate request,
        Expression result,
        Optional<Paging> paging,
        List<ErrorRule> errors) {
    /// Following pages, where one answer of the interface takes several of the provider.
    ///
    /// @param parameter that the next page is asked for with
    /// @param next of what is answered: the parameter's next value; nothing at the end
    /// @param list the name in the result whose items add up
    /// @param pages at most
    /// @param limit the parameter that says how many items are enough
    record Paging(
            String parameter, Expression next, String list, int pages, Optional<String> limit) {}

    /// An answer that is an error of ours.
    ///
    /// @param status that it has; empty for any
    /// @param when of what is answered: whether it counts; empty for always
    /// @param code of ours
    /// @param answer the status that we answer with
    /// @param detail for the caller; empty for what the provider says
    record ErrorRule(
            OptionalInt status,
            Optional<Expression> when,
            String code,
            int answer,
            Optional<String> detail) {}
}
