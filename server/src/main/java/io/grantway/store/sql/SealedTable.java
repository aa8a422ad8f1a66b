package io.grantway.store.sql;

import java.util.List;

/// A table with something sealed in each row.
///
/// @param first before every key
/// @param page selects rows after a key, in the order of keys, not more than so many
/// @param replace gives a row of a key other bytes in the place of these; nothing where they are no
///   longer these
record SealedTable(
        List<Object> first, String page, Session.Reading<SealedRow> reading, String replace) {}
