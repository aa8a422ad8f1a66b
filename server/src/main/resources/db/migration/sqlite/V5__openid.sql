-- What an ID token tells of the login behind a code.
ALTER TABLE code ADD COLUMN authenticated_at INTEGER;
ALTER TABLE code ADD COLUMN nonce TEXT;

-- Signed access tokens that were revoked before their time.
CREATE TABLE denied_token (
    hash BLOB NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX denied_token_by_expiry ON denied_token (expires_at);
