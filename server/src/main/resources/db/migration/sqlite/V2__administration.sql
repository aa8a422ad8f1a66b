-- Who may use the admin API besides the holder of the first token. Roles: a JSON object, workspace (or *) to role.
CREATE TABLE admin_token (
    id BLOB NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    roles TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What administrators changed. Numbered so that the oldest can go without anything being counted; ids sort by time.
-- An empty workspace is the whole server.
CREATE TABLE audit (
    number INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    administrator TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    workspace TEXT NOT NULL,
    value_before TEXT,
    value_after TEXT
) STRICT;
CREATE INDEX audit_of_workspace ON audit (workspace, id);
