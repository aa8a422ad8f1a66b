-- Tokens by which clients register themselves (RFC 7591 §3).
CREATE TABLE initial_access_token (
    id BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    server TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    uses_left INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX initial_access_token_by_workspace ON initial_access_token (workspace, id);
