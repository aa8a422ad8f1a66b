-- The keys that each issuer signs tokens with. The body is sealed: it holds the private part.
CREATE TABLE signing_key (
    issuer TEXT NOT NULL,
    id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (issuer, id)
) STRICT, WITHOUT ROWID;
