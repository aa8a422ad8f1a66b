-- What happened with users' accounts at other providers. Ids begin with the time.
CREATE TABLE vault_call (
    workspace TEXT COLLATE "C" NOT NULL,
    id BYTEA NOT NULL,
    app TEXT COLLATE "C" NOT NULL,
    user_name TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT,
    millis BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    token_hash TEXT COLLATE "C",
    detail TEXT COLLATE "C" NOT NULL,
    request_id TEXT COLLATE "C",
    PRIMARY KEY (workspace, id)
);
CREATE INDEX vault_call_by_user ON vault_call (workspace, user_name, id);
CREATE INDEX vault_call_by_app ON vault_call (workspace, app, id);
CREATE INDEX vault_call_by_provider ON vault_call (workspace, provider, id);
CREATE INDEX vault_call_by_trouble ON vault_call (workspace, outcome, id) WHERE outcome <> 'ok';
CREATE INDEX vault_call_by_kind ON vault_call (workspace, kind, id) WHERE kind <> 'CALL';

-- How many there are.
CREATE TABLE vault_call_count (
    workspace TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kept BIGINT NOT NULL
);

-- What has to be told of an account, once for each time that it was connected.
CREATE TABLE vault_notice (
    workspace TEXT COLLATE "C" NOT NULL,
    app TEXT COLLATE "C" NOT NULL,
    user_name TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    connected_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    label TEXT COLLATE "C",
    trouble TEXT COLLATE "C",
    ends_at BIGINT,
    batch BYTEA,
    PRIMARY KEY (workspace, app, user_name, provider, kind, connected_at)
);
CREATE INDEX vault_notice_open ON vault_notice (at) WHERE batch IS NULL;
CREATE INDEX vault_notice_group
    ON vault_notice (workspace, app, provider, kind, user_name, connected_at) WHERE batch IS NULL;
CREATE INDEX vault_notice_batch
    ON vault_notice (batch, user_name, connected_at) WHERE batch IS NOT NULL;
CREATE INDEX vault_notice_at ON vault_notice (at);

-- Whom a batch of those is told to, and how far that has come.
CREATE TABLE vault_delivery (
    workspace TEXT COLLATE "C" NOT NULL,
    id BYTEA NOT NULL,
    batch BYTEA NOT NULL,
    app TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    failure TEXT COLLATE "C",
    PRIMARY KEY (workspace, id)
);
CREATE INDEX vault_delivery_due ON vault_delivery (due_at) WHERE state = 'WAITING';
CREATE INDEX vault_delivery_made ON vault_delivery (made_at);
