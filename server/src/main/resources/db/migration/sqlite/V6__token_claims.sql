-- What a token says beside who may do what: JSON; absent where it says no more.
ALTER TABLE token ADD COLUMN claims TEXT;
ALTER TABLE code ADD COLUMN claims TEXT;

-- What the refresh token stands for where the access token got less: scopes, a line feed, claims.
ALTER TABLE token ADD COLUMN renewable TEXT;

-- Among the claims from now on. Codes live ten minutes: those under way lose it.
ALTER TABLE code DROP COLUMN authenticated_at;

-- How the user logged in, and the name that tokens know the session by.
ALTER TABLE login_session ADD COLUMN methods TEXT NOT NULL DEFAULT 'pwd';
ALTER TABLE login_session ADD COLUMN id TEXT NOT NULL DEFAULT '';
