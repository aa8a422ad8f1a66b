package io.grantway.testing;

import io.grantway.vault.CallFilter;
import io.grantway.vault.VaultCall;
import io.grantway.vault.VaultCallStore;
import io.grantway.vault.VaultEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The log of accounts in memory.
public final class InMemoryVaultCalls implements VaultCallStore {
    private final List<VaultCall> calls = new ArrayList<>();

    @Override
    public synchronized void add(List<VaultCall> added) {
        calls.addAll(added);
        calls.sort(Comparator.comparing(each -> each.id().toString()));
    }

    @Override
    public synchronized List<VaultCall> page(CallFilter filter, Optional<UUID> before, int size) {
        return calls.reversed().stream()
                .filter(each -> shown(filter, each.event()))
                .filter(each ->
                        before.isEmpty()
                                || each.id().toString().compareTo(before.get().toString()) < 0)
                .limit(size)
                .toList();
    }

    private static boolean shown(CallFilter filter, VaultEvent event) {
        return filter.workspace().equals(event.account().workspace())
                && fits(filter.app(), event.account().app())
                && fits(filter.user(), event.account().user())
                && fits(filter.provider(), event.account().provider())
                && fits(filter.kind(), event.kind())
                && fits(filter.outcome(), event.outcome())
                && !filter.from().map(event.at()::isBefore).orElse(false)
                && filter.to().map(event.at()::isBefore).orElse(true);
    }

    private static <T> boolean fits(Optional<T> asked, T value) {
        return asked.isEmpty() || asked.get().equals(value);
    }

    @Override
    public synchronized int expire(String workspace, Instant before, long most, int atOnce) {
        List<VaultCall> all =
                calls.stream()
                        .filter(each -> each.event().account().workspace().equals(workspace))
                        .toList();
        long old = all.stream().filter(each -> each.event().at().isBefore(before)).count();
        long gone = Math.min(atOnce, Math.max(old, all.size() - most));
        calls.removeAll(all.subList(0, (int) gone));
        return (int) gone;
    }

    @Override
    public synchronized int forget(String workspace, String app, String user) {
        int size = calls.size();
        calls.removeIf(each -> shown(CallFilter.of(workspace, app, user), each.event()));
        return size - calls.size();
    }

    @Override
    public synchronized Map<String, Long> kept() {
        return calls.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> each.event().account().workspace(), Collectors.counting()));
    }
}
