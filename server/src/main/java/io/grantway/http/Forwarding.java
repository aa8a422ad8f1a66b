package io.grantway.http;

/// Watches a forwarded request. Called on the event loop: [#onHead] then [#onEnd], or [#onFailure]
/// alone. A response that was refused comes before either.
public interface Forwarding {
    /// The upstream's final status and fields are there and nothing of them has gone to the client
    /// yet.
    ///
    /// @return changes to make to the fields on their way to the client
    HeaderEdits onHead(int status, Headers headers);

    /// Asked before [#onHead], where the same request could be sent once more: whether this
    /// response is worth nothing, because another credential may do better. It is dropped then, and
    /// [#onRefused] follows.
    default boolean refuses(int status, Headers headers) {
        return false;
    }

    /// Asked where [#refuses] said no: how many bytes of the response's body tell more. It is held
    /// back until all of it is there, or that much.
    default int looksAt(int status, Headers headers) {
        return 0;
    }

    /// As [#refuses], of a response that was held back and is no longer than it was looked at.
    default boolean refuses(int status, Headers headers, Body whole) {
        return false;
    }

    /// The response that was refused is dropped, and the client has got nothing: forward again, or
    /// answer.
    default void onRefused(int status) {
        throw new IllegalStateException("no response is refused here");
    }

    /// There is no final response and the client has got nothing: answer, or forward again where
    /// the failure allows.
    void onFailure(ForwardFailure failure);

    /// The response was passed on, or was cut off after its head.
    ///
    /// @param complete false when either side broke off in the middle
    void onEnd(boolean complete);
}
