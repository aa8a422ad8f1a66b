-- What users prove themselves by beside their passwords. The key is sealed: codes are made of it.
CREATE TABLE authenticator_app (
    user_id BLOB NOT NULL PRIMARY KEY,
    key BLOB NOT NULL,
    last_step INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_code (
    user_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;
