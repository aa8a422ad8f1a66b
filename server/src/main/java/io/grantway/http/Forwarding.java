package io.grantway.http;

/// Watches a forwarded request. Called on the event loop: [#onHead] then [#onEnd], or [#onFailure]
/// alone.
public interface Forwarding {
    /// The upstream's final status and fields are there and nothing of them has gone to the client
    /// yet.
    ///
    /// @return changes to make to the fields on their way to the client
    HeaderEdits onHead(int status, Headers headers);

    /// There is no final response and the client has got nothing: answer, or forward again where
    /// the failure allows.
    void onFailure(ForwardFailure failure);

    /// The response was passed on, or was cut off after its head.
    ///
    /// @param complete false when either side broke off in the middle
    void onEnd(boolean complete);
}
