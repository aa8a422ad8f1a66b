package io.grantway.store;

import io.grantway.store.seal.Seal;
import io.grantway.store.sql.SqlSettings;
import java.util.Optional;
import java.util.function.Supplier;

/// Settings that may hold secrets, encrypted in the store they are kept in.
final class SealedSettings implements ServerSettings {
    private final ServerSettings settings;
    private final Seal seal;

    SealedSettings(ServerSettings settings, Seal seal) {
        this.settings = settings;
        this.seal = seal;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return settings.find(name).map(value -> seal.open(value, row(name)));
    }

    @Override
    public byte[] findOrMake(String name, Supplier<byte[]> make) {
        byte[] value = settings.findOrMake(name, () -> seal.seal(make.get(), row(name)));
        return seal.open(value, row(name));
    }

    @Override
    public void put(String name, byte[] value) {
        settings.put(name, seal.seal(value, row(name)));
    }

    @Override
    public boolean delete(String name) {
        return settings.delete(name);
    }

    private static String row(String name) {
        return SqlSettings.sealedRow(name);
    }
}
