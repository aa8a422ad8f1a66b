-- Hashes are SHA-256, ids 16 bytes, times milliseconds since 1970-01-01T00:00Z with 9223372036854775807 for never.

-- Ids sort by the time they were made: listings page by them, and new rows lie side by side.
CREATE TABLE token (
    id BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    access_hash BLOB NOT NULL UNIQUE,
    refresh_hash BLOB UNIQUE,
    family BLOB NOT NULL,
    audience BLOB,
    client BLOB NOT NULL,
    subject TEXT,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    dead_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX token_of_workspace ON token (workspace, id);
CREATE INDEX token_of_family ON token (family);
CREATE INDEX token_by_death ON token (dead_at);

CREATE TABLE code (
    hash BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    audience BLOB,
    client BLOB NOT NULL,
    subject TEXT,
    scopes TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT,
    family BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX code_by_expiry ON code (expires_at);

-- Codes and refresh tokens that were used up: one of them coming again was stolen.
CREATE TABLE spent (
    hash BLOB NOT NULL PRIMARY KEY,
    family BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_of_family ON spent (family);
CREATE INDEX spent_by_expiry ON spent (expires_at);

CREATE TABLE end_user (
    id BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    username TEXT NOT NULL,
    name TEXT,
    password_hash TEXT NOT NULL,
    UNIQUE (workspace, username)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_session (
    hash BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    username TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX login_session_by_expiry ON login_session (expires_at);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
