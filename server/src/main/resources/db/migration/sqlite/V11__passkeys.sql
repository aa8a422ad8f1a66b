-- The public halves of users' passkeys.
CREATE TABLE passkey (
    id TEXT NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    workspace TEXT NOT NULL,
    username TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    credential BLOB NOT NULL,
    counter INTEGER NOT NULL,
    synced INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_of_user ON passkey (user_id, created_at, id);

-- Where the user of a session logged in from.
ALTER TABLE login_session ADD COLUMN address TEXT NOT NULL DEFAULT '';
