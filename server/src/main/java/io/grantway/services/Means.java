package io.grantway.services;

import io.grantway.outbound.Connection;
import io.grantway.outbound.FhirConnection;
import io.grantway.outbound.FhirExports;

/// What services work with, and the server has.
public interface Means {
    /// A REST connection of a workspace.
    ///
    /// @throws io.grantway.outbound.CallFailure naming it, where there is none
    Connection connection(String workspace, String name);

    /// A FHIR connection of a workspace.
    ///
    /// @throws io.grantway.outbound.CallFailure naming it, where there is none
    FhirConnection fhir(String workspace, String name);

    /// The bulk exports of a FHIR connection of a workspace.
    ///
    /// @throws io.grantway.outbound.CallFailure naming it, where there is none
    FhirExports exports(String workspace, String name);
}
