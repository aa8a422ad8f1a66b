package io.grantway.services;

import java.util.function.Consumer;

/// Calls services.
public interface Invoker {
    /// Runs a service on the calling thread's behalf, within its deadline.
    ///
    /// @return what the service returned, ready to be written
    /// @throws ServiceFailure where there is no such service, it threw, or took too long
    ServiceResult invoke(Invocation invocation);

    /// Runs a service on the calling thread, which is a virtual one of this call alone and is the
    /// service's until it ends.
    ///
    /// @param told once what came of it: on this thread when the service has ended, or on another
    ///   when its deadline has passed and it still runs
    default void run(Invocation invocation, Consumer<Outcome> told) {
        Outcome outcome;
        try {
            outcome = new Outcome.Returned(invoke(invocation));
        } catch (ServiceFailure e) {
            outcome = new Outcome.Failed(e);
        }
        told.accept(outcome);
    }

    /// What came of a call.
    sealed interface Outcome {
        record Returned(ServiceResult result) implements Outcome {}

        record Failed(ServiceFailure failure) implements Outcome {}
    }
}
