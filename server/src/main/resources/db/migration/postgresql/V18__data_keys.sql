-- The keys that each workspace's accounts are sealed by, sealed themselves by the store's key.
CREATE TABLE data_key (
    workspace TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    body BYTEA NOT NULL,
    since BIGINT NOT NULL
);
CREATE TRIGGER data_keys_changed AFTER INSERT OR UPDATE OR DELETE ON data_key FOR EACH STATEMENT
    EXECUTE FUNCTION grantway_announce('datakeys');

-- By the number of the key that a row is sealed by, its first five bytes, for rotations.
CREATE INDEX account_token_sealed_by ON account (workspace, substr(token, 1, 5), id) WHERE token IS NOT NULL;
CREATE INDEX account_fixed_sealed_by ON account (workspace, substr(fixed, 1, 5), id) WHERE fixed IS NOT NULL;
