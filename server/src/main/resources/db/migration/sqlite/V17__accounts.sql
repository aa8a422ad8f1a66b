-- Users' accounts at providers. Token and fixed are sealed; the generation counts tokens and the connection consents, and
-- both are part of what is sealed. State 0 is active, 1 must be connected again. The last three times are those of what comes
-- without a call: 9223372036854775807 is never.
CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL,
    app TEXT NOT NULL,
    end_user TEXT NOT NULL,
    provider TEXT NOT NULL,
    state INTEGER NOT NULL,
    subject TEXT,
    label TEXT,
    variables TEXT NOT NULL,
    scopes TEXT,
    trouble TEXT,
    connected_at INTEGER NOT NULL,
    ends_at INTEGER,
    refreshed_at INTEGER,
    connection INTEGER NOT NULL,
    fixed BLOB,
    generation INTEGER NOT NULL,
    token BLOB,
    lease_owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    started INTEGER NOT NULL,
    lapses_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    warn_at INTEGER NOT NULL,
    UNIQUE (workspace, app, end_user, provider)
) STRICT;
CREATE INDEX account_of_user ON account (workspace, end_user, provider, app);
CREATE INDEX account_to_reconnect ON account (workspace, end_user, provider, app) WHERE state = 1;
CREATE INDEX account_of_app_to_reconnect ON account (workspace, app, end_user, provider) WHERE state = 1;
CREATE INDEX account_due ON account (due_at);
CREATE INDEX account_ending ON account (warn_at);
