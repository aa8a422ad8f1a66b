-- What users have allowed clients.
CREATE TABLE consent (
    workspace TEXT NOT NULL,
    username TEXT NOT NULL,
    server BLOB NOT NULL,
    client BLOB NOT NULL,
    scopes TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (workspace, username, server, client)
) STRICT, WITHOUT ROWID;

-- For users who end what they have given; machines' tokens cost nothing more.
CREATE INDEX token_of_subject ON token (workspace, subject) WHERE subject IS NOT NULL;
