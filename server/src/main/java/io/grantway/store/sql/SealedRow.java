package io.grantway.store.sql;

import java.util.List;

/// What a row keeps sealed.
///
/// @param key the values of the table's key
/// @param identity what it is sealed with
@SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
record SealedRow(List<Object> key, byte[] sealed, String identity) {}
