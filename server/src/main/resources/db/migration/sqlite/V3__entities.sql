-- What was made over the admin API. The body is sealed: it may hold secrets that must be read again.
CREATE TABLE entity (
    id BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
