-- Connect sessions until they end, sealed; link is the hash of the token in the link.
CREATE TABLE connect_session (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    link BYTEA NOT NULL UNIQUE,
    app TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX connect_session_expires_at ON connect_session (expires_at);
CREATE INDEX connect_session_app ON connect_session (app, expires_at);
