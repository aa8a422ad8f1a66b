-- The browser of a session, and the clients to be told when it ends.
ALTER TABLE login_session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE login_session ADD COLUMN clients TEXT NOT NULL DEFAULT '';
CREATE INDEX login_session_of_user ON login_session (workspace, username);
