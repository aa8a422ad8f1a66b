-- Users' accounts at providers. Token and fixed are sealed; the generation counts tokens and the connection consents, and
-- both are part of what is sealed. State 0 is active, 1 must be connected again. The last three times are those of what comes
-- without a call: 9223372036854775807 is never.
CREATE TABLE account (
    id BYTEA NOT NULL PRIMARY KEY,
    workspace TEXT COLLATE "C" NOT NULL,
    app TEXT COLLATE "C" NOT NULL,
    end_user TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    state BIGINT NOT NULL,
    subject TEXT COLLATE "C",
    label TEXT COLLATE "C",
    variables TEXT COLLATE "C" NOT NULL,
    scopes TEXT COLLATE "C",
    trouble TEXT COLLATE "C",
    connected_at BIGINT NOT NULL,
    ends_at BIGINT,
    refreshed_at BIGINT,
    connection BIGINT NOT NULL,
    fixed BYTEA,
    generation BIGINT NOT NULL,
    token BYTEA,
    lease_owner TEXT COLLATE "C" NOT NULL,
    lease_until BIGINT NOT NULL,
    started BIGINT NOT NULL,
    lapses_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    warn_at BIGINT NOT NULL,
    UNIQUE (workspace, app, end_user, provider)
);
CREATE INDEX account_of_user ON account (workspace, end_user, provider, app);
CREATE INDEX account_to_reconnect ON account (workspace, end_user, provider, app) WHERE state = 1;
CREATE INDEX account_of_app_to_reconnect ON account (workspace, app, end_user, provider) WHERE state = 1;
CREATE INDEX account_due ON account (due_at);
CREATE INDEX account_ending ON account (warn_at);

-- What the other nodes have in memory of it; a token that was renewed is no change.
CREATE FUNCTION grantway_announce_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM pg_notify('grantway', 'account ' || encode(OLD.id, 'hex'));
    ELSE
        PERFORM pg_notify('grantway', 'account ' || encode(NEW.id, 'hex'));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER account_made AFTER INSERT OR DELETE ON account FOR EACH ROW EXECUTE FUNCTION grantway_announce_account();
CREATE TRIGGER account_changed AFTER UPDATE ON account FOR EACH ROW
    WHEN (OLD.state <> NEW.state OR OLD.connection <> NEW.connection)
    EXECUTE FUNCTION grantway_announce_account();
