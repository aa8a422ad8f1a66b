package io.grantway.outbound;

/// A way to call an API of somebody else, credentials included. Calls block; for virtual threads.
public interface Connection {
    String name();

    /// Makes a call: gets a token where one is needed, renews it once where it is refused, tries
    /// again where that is safe.
    ///
    /// @throws CallFailure where there is no answer
    OutboundAnswer call(OutboundRequest request);

    /// Looks at each step of a call, and says of the first that fails what is wrong. Never throws
    /// for what it finds.
    Ping ping();
}
