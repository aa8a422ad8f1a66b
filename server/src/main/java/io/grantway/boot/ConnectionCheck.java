package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.RestConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import java.util.HashMap;
import java.util.Map;

/// Finds what is wrong among the connections of a workspace and what they prove themselves by.
///
/// @param alone of one thing among others that are not there: it may name them
record ConnectionCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        Map<String, Place> definitions = new HashMap<>();
        Map<String, SecurityDefinitionConfig> known = new HashMap<>();
        for (SecurityDefinitionConfig definition : workspace.securityDefinitions()) {
            ConfigurationCheck.once(
                    definitions,
                    definition.name(),
                    loaded.at(definition, "name"),
                    "security definition",
                    mistakes);
            known.put(definition.name(), definition);
        }
        Map<String, Place> connections = new HashMap<>();
        for (ConnectionConfig connection : workspace.connections()) {
            ConfigurationCheck.once(
                    connections,
                    connection.name(),
                    loaded.at(connection, "name"),
                    "connection",
                    mistakes);
            Record written = connection.fhir() == null ? connection.rest() : connection.fhir();
            if (written != null) {
                check(written, connection.calls(), known);
            }
        }
    }

    /// @param written the record that the configuration has
    private void check(
            Record written, RestConfig rest, Map<String, SecurityDefinitionConfig> known) {
        String name = rest.security();
        if (name == null) {
            return;
        }
        SecurityDefinitionConfig definition = known.get(name);
        if (definition == null) {
            if (!alone) {
                mistakes.addUnknown(
                        loaded.at(written, "security"),
                        "there is no security definition \"" + name + '"',
                        name,
                        known.keySet());
            }
        } else if (definition.mtls() != null && rest.tls().certificate() != null) {
            mistakes.add(
                    loaded.at(rest.tls(), "certificate"),
                    "the security definition \""
                            + name
                            + "\" has a certificate already; leave one of them out");
        }
    }
}
