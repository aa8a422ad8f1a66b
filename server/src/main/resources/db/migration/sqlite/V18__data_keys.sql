-- The keys that each workspace's accounts are sealed by, sealed themselves by the store's key.
CREATE TABLE data_key (
    workspace TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
