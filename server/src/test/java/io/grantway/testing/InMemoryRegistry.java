package io.grantway.testing;

import io.grantway.catalog.Draft;
import io.grantway.catalog.Entities;
import io.grantway.catalog.Entity;
import io.grantway.catalog.Registry;
import java.util.List;
import java.util.function.Function;

/// A registry that keeps its entities in memory, and takes what a [Draft] takes.
public final class InMemoryRegistry implements Registry {
    private volatile Entities entities;

    public InMemoryRegistry(Entity... declared) {
        entities = Entities.NONE.and(List.of(declared));
    }

    @Override
    public Entities entities() {
        return entities;
    }

    @Override
    public synchronized <T> T change(Function<Draft, T> work) {
        Draft draft = new Draft(entities);
        T result = work.apply(draft);
        entities = draft.done();
        return result;
    }

    @Override
    public synchronized <T> T rehearse(Function<Draft, T> work) {
        return work.apply(new Draft(entities));
    }
}
