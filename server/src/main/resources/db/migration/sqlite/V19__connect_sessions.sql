-- Connect sessions until they end, sealed; link is the hash of the token in the link.
CREATE TABLE connect_session (
    id TEXT NOT NULL PRIMARY KEY,
    link BLOB NOT NULL UNIQUE,
    app TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX connect_session_expires_at ON connect_session (expires_at);
CREATE INDEX connect_session_app ON connect_session (app, expires_at);
