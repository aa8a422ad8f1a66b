-- Times of schedules that a node has taken.
CREATE TABLE channel_run (
    channel TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    node TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT,
    PRIMARY KEY (channel, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_run_due ON channel_run (due_at);

-- Files that a node has taken, and how far they have come.
CREATE TABLE channel_file (
    id BLOB NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    node TEXT NOT NULL,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    target TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_file_by_node ON channel_file (channel, node);
