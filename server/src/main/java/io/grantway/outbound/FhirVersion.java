package io.grantway.outbound;

import java.util.Optional;

/// The edition of FHIR that a server speaks.
public enum FhirVersion {
    R4("4.0"),
    R4B("4.3"),
    R5("5.0");

    private final String number;

    FhirVersion(String number) {
        this.number = number;
    }

    /// What its servers call it (`CapabilityStatement.fhirVersion`): `4.0` for R4.
    public String number() {
        return number;
    }

    /// As it is written in configuration.
    @Override
    public String toString() {
        return name();
    }

    /// That of a `fhirVersion` such as `4.0.1`; empty for other editions.
    public static Optional<FhirVersion> of(String fhirVersion) {
        for (FhirVersion version : values()) {
            if (fhirVersion.equals(version.number)
                    || fhirVersion.startsWith(version.number + ".")) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
