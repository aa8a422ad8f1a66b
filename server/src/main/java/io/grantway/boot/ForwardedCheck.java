package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.outbound.ConnectionConfig;
import io.grantway.outbound.RestConfig;
import io.grantway.outbound.SecurityDefinitionConfig;
import java.util.List;
import java.util.Optional;

/// Finds what is wrong with an upstream that is a connection.
///
/// @param alone of one API among other things that are not there: it may name them
record ForwardedCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void check(UpstreamConfig upstream, String name) {
        Place place = loaded.at(upstream, "connection");
        if (upstream.url() != null || !upstream.targets().isEmpty()) {
            mistakes.add(place, "an upstream has a url, targets or a connection: one of them");
        }
        if (alone) {
            return;
        }
        Optional<ConnectionConfig> named =
                workspace.connections().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst();
        if (named.isEmpty()) {
            List<String> known =
                    workspace.connections().stream().map(ConnectionConfig::name).toList();
            mistakes.addUnknown(place, "there is no connection \"" + name + '"', name, known);
        } else {
            whyNot(named.get()).ifPresent(why -> mistakes.add(place, why));
        }
    }

    private Optional<String> whyNot(ConnectionConfig connection) {
        RestConfig rest = connection.calls();
        if (rest.url().indexOf('{') >= 0) {
            return Optional.of(
                    "the address of \""
                            + connection.name()
                            + "\" has a {name} in it, which a call of the gateway gives no value"
                            + " for; make another connection with the address before it");
        }
        if (rest.proxy() != null) {
            return Optional.of(
                    "\""
                            + connection.name()
                            + "\" goes through a proxy, which the gateway's own calls cannot; call"
                            + " it from a service");
        }
        return workspace.securityDefinitions().stream()
                .filter(each -> each.name().equals(rest.security()))
                .filter(SecurityDefinitionConfig::signsRequests)
                .findFirst()
                .map(each ->
                        "the security definition \""
                                + each.name()
                                + "\" signs whole requests, which the gateway streams; call it from"
                                + " a service");
    }
}
