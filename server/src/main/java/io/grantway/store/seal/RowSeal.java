package io.grantway.store.seal;

/// Encrypts rows by a key of their workspace.
///
/// May read the store, and for the first row of a workspace write it: never called from within work
/// that the store does, whose thread would wait for itself.
public interface RowSeal {
    /// Encrypts.
    ///
    /// @param row what is stored there, with whatever must not change beside it: neither another
    ///   row's secret nor an older one of the same row can be put in its place
    byte[] seal(String workspace, byte[] plain, String row);

    /// Decrypts.
    ///
    /// @throws io.grantway.authserver.StoreUnavailable when it is not what was sealed for this
    ///   workspace and row, or the key is missing
    byte[] open(String workspace, byte[] sealed, String row);
}
