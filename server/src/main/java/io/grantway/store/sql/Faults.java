package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;

/// What SQLite's errors mean for the operator of a database file.
public final class Faults {
    // https://sqlite.org/rescode.html
    private static final int ERROR = 1;
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int TOOBIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOTADB = 26;

    private final Path file;

    public Faults(Path file) {
        this.file = file;
    }

    public StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable(text(e), e);
    }

    String text(SQLException e) {
        String wrong =
                switch (e.getErrorCode()) {
                    case FULL ->
                            "cannot grow, its disk is full: free some space, and writing goes on by"
                                    + " itself";
                    case PERM, READONLY, CANTOPEN ->
                            "cannot be opened for writing: give it, its directory and the files"
                                    + " beside it to the user that runs Grantway";
                    case BUSY, LOCKED ->
                            "is locked by another program: end that, and writing goes on by itself";
                    case CORRUPT, NOTADB ->
                            "is damaged: stop Grantway, move the file and those beside it that"
                                    + " start with its name away, and put a backup in its place";
                    case IOERR ->
                            "cannot be read or written: look for errors of its disk in the system's"
                                    + " log";
                    default -> "cannot be used";
                };
        return file + " " + wrong + " (" + e.getMessage() + ")";
    }

    /// Whether a statement or its values are wrong, and not the database.
    static boolean blameTheWork(SQLException e) {
        return switch (e.getErrorCode()) {
            case ERROR, TOOBIG, CONSTRAINT, MISMATCH -> true;
            default -> false;
        };
    }

    /// Whether the fault may sit in a part of the file that other work does not touch.
    static boolean isLocal(SQLException e) {
        return e.getErrorCode() == CORRUPT;
    }

    /// Whether the same connection can go on once the cause is gone.
    static boolean sparesTheConnection(SQLException e) {
        return switch (e.getErrorCode()) {
            case FULL, BUSY, LOCKED -> true;
            default -> blameTheWork(e);
        };
    }
}
