package io.grantway.store.sql;

import io.grantway.authserver.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the database keeps sealed by the store's key itself, for moving it to another key while
/// others read and write it.
public final class SqlSealed {
    private static final Logger LOG = LoggerFactory.getLogger(SqlSealed.class);
    private static final int AT_ONCE = 100;

    /// Seals again.
    @FunctionalInterface
    public interface Again {
        /// @param row what it was sealed with
        byte[] seal(byte[] sealed, String row);
    }

    private final Database database;

    public SqlSealed(Database database) {
        this.database = database;
    }

    /// Seals again what is to be.
    ///
    /// @return how many were to be, of which some may have changed in between
    public long again(Predicate<byte[]> old, Again again) {
        long found = 0;
        for (SealedTable table : SealedTables.ALL) {
            found += again(table, old, again);
        }
        return found;
    }

    private long again(SealedTable table, Predicate<byte[]> old, Again again) {
        long found = 0;
        List<Object> last = table.first();
        while (true) {
            List<SealedRow> page = page(table, last);
            List<SealedRow> some = page.stream().filter(row -> old.test(row.sealed())).toList();
            if (!some.isEmpty()) {
                // Not in the database's own thread, which has other things to do.
                replace(database, table.replace(), some, again);
            }
            found += some.size();
            if (page.size() < AT_ONCE) {
                return found;
            }
            last = page.getLast().key();
        }
    }

    /// How many there are.
    public long count(Predicate<byte[]> which) {
        return SealedTables.ALL.stream()
                .flatMap(this::rows)
                .filter(row -> which.test(row.sealed()))
                .count();
    }

    /// What some rows keep that are sealed for sure.
    public List<byte[]> samples() {
        return SealedTables.ALL.stream()
                // Some settings are not.
                .skip(1)
                .flatMap(table -> page(table, table.first()).stream())
                .map(SealedRow::sealed)
                .toList();
    }

    private Stream<SealedRow> rows(SealedTable table) {
        return Stream.iterate(
                        page(table, table.first()),
                        page -> !page.isEmpty(),
                        page -> page(table, page.getLast().key()))
                .flatMap(List::stream);
    }

    private List<SealedRow> page(SealedTable table, List<Object> after) {
        List<Object> values = new ArrayList<>(after);
        values.add(AT_ONCE);
        return database.read(
                session -> session.list(table.page(), table.reading(), values.toArray()));
    }

    /// Only where nobody has changed it in between: a renewed token must not be lost.
    static void replace(Database database, String statement, List<SealedRow> rows, Again again) {
        List<Object[]> changes = new ArrayList<>();
        for (SealedRow row : rows) {
            try {
                List<Object> values = new ArrayList<>();
                values.add(again.seal(row.sealed(), row.identity()));
                values.addAll(row.key());
                values.add(row.sealed());
                changes.add(values.toArray());
            } catch (StoreUnavailable e) {
                // The others are not to wait for it; and its key stays as long as it is there.
                LOG.warn("{}", e.getMessage());
            }
        }
        // Nodes of a shared database collide, and the more a transaction does, the more often.
        int size = database.isShared() ? 1 : changes.size();
        for (int from = 0; from < changes.size(); from += size) {
            List<Object[]> some = changes.subList(from, from + size);
            database.write(session -> {
                int changed = 0;
                for (Object[] values : some) {
                    changed += session.update(statement, values);
                }
                return changed;
            });
        }
    }
}
