-- What calls and token events are counted by.
CREATE TABLE analytics_series (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    workspace TEXT NOT NULL,
    api TEXT NOT NULL,
    operation TEXT NOT NULL,
    application TEXT NOT NULL,
    server TEXT NOT NULL,
    plan TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    UNIQUE (kind, workspace, api, operation, application, server, plan, outcome, reason)
) STRICT;
CREATE INDEX analytics_series_last_at ON analytics_series (last_at);

-- Their figures: step 0 by minute, 1 by hour, 2 by day.
CREATE TABLE analytics (
    step INTEGER NOT NULL,
    start INTEGER NOT NULL,
    series INTEGER NOT NULL,
    count INTEGER NOT NULL,
    bytes_in INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL,
    micros INTEGER NOT NULL,
    longest INTEGER NOT NULL,
    latencies BLOB NOT NULL,
    PRIMARY KEY (step, start, series)
) STRICT, WITHOUT ROWID;
