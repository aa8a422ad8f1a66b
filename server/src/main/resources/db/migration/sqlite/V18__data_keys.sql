-- The keys that each workspace's accounts are sealed by, sealed themselves by the store's key.
CREATE TABLE data_key (
    workspace TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- By the number of the key that a row is sealed by, its first five bytes, for rotations.
CREATE INDEX account_token_sealed_by ON account (workspace, substr(token, 1, 5), id) WHERE token IS NOT NULL;
CREATE INDEX account_fixed_sealed_by ON account (workspace, substr(fixed, 1, 5), id) WHERE fixed IS NOT NULL;
