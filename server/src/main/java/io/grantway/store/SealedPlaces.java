package io.grantway.store;

import io.grantway.store.sql.SqlSealed;
import io.grantway.store.sql.SqlWorkspaceRows;
import java.util.List;

/// Everywhere that something is sealed.
///
/// @param own what the store's key itself seals in the database
/// @param rows what the keys of the workspaces seal there
/// @param spills what the store's key seals in files of this node
record SealedPlaces(SqlSealed own, SqlWorkspaceRows rows, List<SealedSpill> spills) {}
