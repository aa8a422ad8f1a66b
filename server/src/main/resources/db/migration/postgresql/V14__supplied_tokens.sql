-- Tokens of others' servers for our own calls, sealed; shared by all nodes. A generation of 0 is
-- a row without a token; started: a token request was begun and has not been told to have ended.
CREATE TABLE supplied_token (
    id BYTEA NOT NULL PRIMARY KEY,
    config BYTEA NOT NULL,
    workspace TEXT NOT NULL,
    definition TEXT NOT NULL,
    generation BIGINT NOT NULL,
    body BYTEA,
    lease_owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    started BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX supplied_token_expires_at ON supplied_token (expires_at);
