package io.grantway.boot;

import io.grantway.outbound.Connection;
import io.grantway.outbound.Connections;
import io.grantway.outbound.FhirConnection;
import io.grantway.outbound.FhirExports;
import io.grantway.services.Leases;
import io.grantway.services.Means;
import io.grantway.services.Services;
import io.grantway.services.ServicesConfig;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The services of the server, with what they use of it.
final class ServiceSet {
    private ServiceSet() {}

    /// @param connections those in force
    /// @param holders makes names for holders of locks, none of which can be guessed
    static Services open(
            ServicesConfig config,
            Supplier<Connections> connections,
            Leases leases,
            Supplier<String> holders,
            InstantSource clock) {
        return Services.open(config, new InForce(connections), leases, holders, clock);
    }

    private record InForce(Supplier<Connections> connections) implements Means {
        @Override
        public Connection connection(String workspace, String name) {
            return connections.get().find(workspace, name);
        }

        @Override
        public FhirConnection fhir(String workspace, String name) {
            return connections.get().fhir(workspace, name);
        }

        @Override
        public FhirExports exports(String workspace, String name) {
            return connections.get().exports(workspace, name);
        }
    }
}
