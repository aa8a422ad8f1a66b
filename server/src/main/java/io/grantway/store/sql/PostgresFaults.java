package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.sql.SQLException;

/// What PostgreSQL's errors mean for the operator of a database.
///
/// @param server what it is called
record PostgresFaults(String server, String username) {
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final String READ_ONLY = "25006";
    private static final String COLLISION = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String NO_DATABASE = "3D000";
    private static final String NOT_ALLOWED = "42501";

    StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable(text(e), e);
    }

    String text(SQLException e) {
        return server + " " + wrong(state(e)) + " (" + e.getMessage() + ")";
    }

    private String wrong(String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "cannot be reached: see that it runs and that this host may connect; Grantway"
                    + " goes on by itself once it answers";
        }
        if (state.startsWith("28")) {
            return "refuses the user " + username + ": look at username, password and pg_hba.conf";
        }
        return switch (state) {
            case NO_DATABASE -> "is not there: make the database, or name another";
            case NOT_ALLOWED ->
                    "does not let the user "
                            + username
                            + " do what Grantway must: make them the owner of the database";
            case TOO_MANY_CONNECTIONS ->
                    "has no connection free: lower pool, or raise its max_connections";
            case DISK_FULL ->
                    "cannot grow, its disk is full: free some space, and writing goes on by itself";
            case READ_ONLY -> "can only be read: name the server that can be written";
            case COLLISION, DEADLOCK -> "cannot keep up: too many writes collide; look at its load";
            default -> "cannot be used";
        };
    }

    /// Whether the work may succeed when it is done again: it met with somebody else's.
    static boolean isCollision(SQLException e) {
        return state(e).equals(COLLISION) || state(e).equals(DEADLOCK);
    }

    /// Whether a statement or its values are wrong, and not the database.
    static boolean blameTheWork(SQLException e) {
        String state = state(e);
        return !state.equals(NOT_ALLOWED)
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42")
                        || state.startsWith("07"));
    }

    /// Whether every connection that was made before is likely gone, or leads to the wrong server.
    static boolean endsConnections(SQLException e) {
        String state = state(e);
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(READ_ONLY);
    }

    private static String state(SQLException e) {
        return String.valueOf(e.getSQLState() == null ? "" : e.getSQLState());
    }
}
