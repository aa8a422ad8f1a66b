-- Tokens of others' servers for our own calls, sealed; shared by all nodes. A generation of 0 is
-- a row without a token; started: a token request was begun and has not been told to have ended.
CREATE TABLE supplied_token (
    id BLOB NOT NULL PRIMARY KEY,
    config BLOB NOT NULL,
    workspace TEXT NOT NULL,
    definition TEXT NOT NULL,
    generation INTEGER NOT NULL,
    body BLOB,
    lease_owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    started INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplied_token_expires_at ON supplied_token (expires_at);
