-- Who may do something alone, and until when.
CREATE TABLE lease (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
