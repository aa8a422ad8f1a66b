package io.grantway.services;

import org.jspecify.annotations.NullMarked;

@NullMarked
class LocalLeasesTest implements LeasesContract {
    private final LocalLeases leases = new LocalLeases();

    @Override
    public Leases leases() {
        return leases;
    }
}
