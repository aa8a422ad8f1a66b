package io.grantway.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection with the statements that were prepared on it. Used by one thread at a time.
public final class Session implements AutoCloseable {
    /// Reads what a row says.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// What a database is given for a value.
    @FunctionalInterface
    interface Binding {
        @Nullable Object bound(@Nullable Object value);
    }

    private interface Execution<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private final Connection connection;
    private final Binding binding;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    public Session(Connection connection) {
        this(connection, value -> value);
    }

    Session(Connection connection, Binding binding) {
        this.connection = connection;
        this.binding = binding;
    }

    /// Runs statements that are not worth keeping.
    public void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    public void execute(String sql) throws SQLException {
        run(sql, PreparedStatement::execute);
    }

    /// @return how many rows changed
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return run(sql, PreparedStatement::executeUpdate, values);
    }

    public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        return run(
                sql,
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        List<T> found = new ArrayList<>();
                        while (rows.next()) {
                            found.add(reading.read(rows));
                        }
                        return found;
                    }
                },
                values);
    }

    /// The first row.
    public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        return list(sql, reading, values).stream().findFirst();
    }

    private <T> T run(String sql, Execution<T> execution, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, binding.bound(values[i]));
            }
            return execution.run(statement);
        } catch (SQLException e) {
            prepared.remove(sql);
            forget(statement);
            throw e;
        }
    }

    /// Some drivers have closed it already.
    private static void forget(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException _) {
            // It ends with its connection.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
