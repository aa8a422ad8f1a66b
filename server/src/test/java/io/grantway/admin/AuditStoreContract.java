package io.grantway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.admin.AuditEntry.Action;
import io.grantway.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [AuditStore] does.
public interface AuditStoreContract {
    /// An empty store.
    AuditStore audit();

    /// @param order entries with a greater one are newer
    static AuditEntry entry(long order, String workspace) {
        return new AuditEntry(
                new UUID(order, 1),
                Instant.parse("2026-03-01T12:00:00Z"),
                "ann",
                Action.UPDATE,
                "user",
                "user " + order,
                Optional.of(workspace),
                Optional.of(Json.object().put("name", "before")),
                Optional.of(Json.object().put("name", "after")));
    }

    private List<Long> page(Optional<String> workspace, Optional<UUID> after, int size) {
        return audit().page(workspace, after, size).stream()
                .map(entry -> entry.id().getMostSignificantBits())
                .toList();
    }

    @Test
    default void givesBackEveryPartOfAnEntry() {
        AuditEntry full = entry(1, "Sample");
        AuditEntry bare =
                new AuditEntry(
                        new UUID(2, 2),
                        full.at(),
                        "grantway",
                        Action.DELETE,
                        "workspace",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        audit().append(full);
        audit().append(bare);

        assertThat(audit().page(Optional.empty(), Optional.empty(), 10))
                .containsExactly(bare, full);
    }

    @Test
    default void listsPageAfterPageTheNewestFirst() {
        // The last is negative as a number, but not as an id.
        for (long order : new long[] {3, 1, 2, -1}) {
            audit().append(entry(order, "Sample"));
        }

        assertThat(page(Optional.empty(), Optional.empty(), 2)).containsExactly(-1L, 3L);
        assertThat(page(Optional.empty(), Optional.of(new UUID(3, 1)), 3)).containsExactly(2L, 1L);
        assertThat(page(Optional.empty(), Optional.of(new UUID(1, 1)), 3)).isEmpty();
    }

    @Test
    default void listsOneWorkspaceAlone() {
        audit().append(entry(1, "Sample"));
        audit().append(entry(2, "Other"));
        audit().append(entry(3, "Sample"));

        assertThat(page(Optional.of("Sample"), Optional.empty(), 9)).containsExactly(3L, 1L);
        assertThat(page(Optional.of("Sample"), Optional.of(new UUID(3, 1)), 9)).containsExactly(1L);
        assertThat(page(Optional.of("sample"), Optional.empty(), 9)).isEmpty();
    }
}
