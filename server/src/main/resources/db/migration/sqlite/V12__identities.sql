-- Who users are at OpenID providers: by the provider's own name for them, never by their e-mail.
CREATE TABLE linked_identity (
    workspace TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id BLOB NOT NULL,
    shown TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (workspace, issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX linked_identity_of_user ON linked_identity (user_id);

-- What else clients may learn of a user.
ALTER TABLE end_user ADD COLUMN claims TEXT NOT NULL DEFAULT '';
