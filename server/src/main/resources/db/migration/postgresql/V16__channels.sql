-- Times of schedules that a node has taken.
CREATE TABLE channel_run (
    channel TEXT COLLATE "C" NOT NULL,
    due_at BIGINT NOT NULL,
    node TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL,
    finished_at BIGINT,
    outcome TEXT COLLATE "C",
    PRIMARY KEY (channel, due_at)
);
CREATE INDEX channel_run_due ON channel_run (due_at);

-- Files that a node has taken, and how far they have come.
CREATE TABLE channel_file (
    id BYTEA NOT NULL PRIMARY KEY,
    channel TEXT COLLATE "C" NOT NULL,
    node TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX channel_file_by_node ON channel_file (channel, node);
