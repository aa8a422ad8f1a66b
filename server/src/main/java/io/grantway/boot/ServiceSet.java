package io.grantway.boot;

import io.grantway.outbound.Connection;
import io.grantway.service.Fhir;
import io.grantway.services.LocalLeases;
import io.grantway.services.Means;
import io.grantway.services.Services;
import io.grantway.services.ServicesConfig;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The services of the server, with what they use of it.
final class ServiceSet {
    private ServiceSet() {}

    /// @param holders makes names for holders of locks, none of which can be guessed
    static Services open(ServicesConfig config, Supplier<String> holders, InstantSource clock) {
        return Services.open(config, new Connections(), new LocalLeases(), holders, clock);
    }

    /// Finds connections by their names.
    private static final class Connections implements Means {
        @Override
        public Connection connection(String workspace, String name) {
            throw new IllegalArgumentException(
                    "workspace " + workspace + " has no REST connection \"" + name + "\"");
        }

        @Override
        public Fhir fhir(String workspace, String name) {
            throw new IllegalArgumentException(
                    "workspace " + workspace + " has no FHIR connection \"" + name + "\"");
        }
    }
}
