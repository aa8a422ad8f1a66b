package io.grantway.services;

/// Calls services.
public interface Invoker {
    /// Runs a service on the calling thread's behalf, within its deadline.
    ///
    /// @return what the service returned, ready to be written
    /// @throws ServiceFailure where there is no such service, it threw, or took too long
    ServiceResult invoke(Invocation invocation);
}
