-- What happened with users' accounts at other providers. Ids begin with the time.
CREATE TABLE vault_call (
    workspace TEXT NOT NULL,
    id BLOB NOT NULL,
    app TEXT NOT NULL,
    user_name TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    millis INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    token_hash TEXT,
    detail TEXT NOT NULL,
    request_id TEXT,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_call_by_user ON vault_call (workspace, user_name, id);
CREATE INDEX vault_call_by_app ON vault_call (workspace, app, id);
CREATE INDEX vault_call_by_provider ON vault_call (workspace, provider, id);
CREATE INDEX vault_call_by_trouble ON vault_call (workspace, outcome, id) WHERE outcome <> 'ok';
CREATE INDEX vault_call_by_kind ON vault_call (workspace, kind, id) WHERE kind <> 'CALL';

-- How many there are.
CREATE TABLE vault_call_count (
    workspace TEXT NOT NULL PRIMARY KEY,
    kept INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What has to be told of an account, once for each time that it was connected.
CREATE TABLE vault_notice (
    workspace TEXT NOT NULL,
    app TEXT NOT NULL,
    user_name TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    connected_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    label TEXT,
    trouble TEXT,
    ends_at INTEGER,
    batch BLOB,
    PRIMARY KEY (workspace, app, user_name, provider, kind, connected_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_notice_open ON vault_notice (at) WHERE batch IS NULL;
CREATE INDEX vault_notice_group
    ON vault_notice (workspace, app, provider, kind, user_name, connected_at) WHERE batch IS NULL;
CREATE INDEX vault_notice_batch
    ON vault_notice (batch, user_name, connected_at) WHERE batch IS NOT NULL;
CREATE INDEX vault_notice_at ON vault_notice (at);

-- Whom a batch of those is told to, and how far that has come.
CREATE TABLE vault_delivery (
    workspace TEXT NOT NULL,
    id BLOB NOT NULL,
    batch BLOB NOT NULL,
    app TEXT NOT NULL,
    provider TEXT NOT NULL,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    failure TEXT,
    PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_delivery_due ON vault_delivery (due_at) WHERE state = 'WAITING';
CREATE INDEX vault_delivery_made ON vault_delivery (made_at);
