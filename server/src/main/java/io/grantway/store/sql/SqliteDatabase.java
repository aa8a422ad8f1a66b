package io.grantway.store.sql;

import io.grantway.store.Announcement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/// A SQLite file with one writer and a few readers beside it.
public final class SqliteDatabase implements Database {
    private final SqliteFile file;
    private final Writer writer;
    private final Readers readers;

    private SqliteDatabase(SqliteFile file, Limits limits, Work<Boolean> upkeep) {
        this.file = file;
        this.writer = new Writer(file, limits, upkeep);
        this.readers = new Readers(file, limits);
    }

    /// Opens a file and brings its schema up to date.
    ///
    /// @param path of a database, or of an empty file
    /// @param upkeep run by the writer now and then; returns whether it wants to run again soon
    public static SqliteDatabase open(Path path, Limits limits, Work<Boolean> upkeep) {
        SqliteFile file = new SqliteFile(path, limits.busy());
        boolean current;
        try (Session session = file.openForWriting()) {
            current = Schema.isCurrent(file, session);
        } catch (SQLException e) {
            throw file.faults().unavailable(e);
        }
        if (!current) {
            Schema.migrate(file);
        }
        SqliteDatabase database = new SqliteDatabase(file, limits, upkeep);
        database.writer.start();
        return database;
    }

    @Override
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public AutoCloseable listen(Consumer<Announcement> told) {
        return () -> {};
    }

    @Override
    public void backup(Path target) {
        new Backup(file, target).make();
    }

    public SqliteFile file() {
        return file;
    }

    @Override
    public void close() {
        readers.close();
        // Last, so that the log is folded into the file when nobody uses it any more.
        writer.close();
    }
}
