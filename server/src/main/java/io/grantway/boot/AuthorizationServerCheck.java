package io.grantway.boot;

import io.grantway.authserver.BuiltInConfig;
import io.grantway.authserver.DetailTypeConfig;
import io.grantway.authserver.ProfileFault;
import io.grantway.authserver.ScopeConfig;
import io.grantway.authserver.TrustedIssuerConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds what is wrong among the authorization servers.
record AuthorizationServerCheck(Loaded<Configuration> loaded, Mistakes mistakes) {
    /// RFC 6749 §3.3
    static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    static final String SCOPE_FORM =
            "a scope is printable ASCII without spaces, quotes and backslashes";

    void run() {
        Map<String, Place> issuers = new HashMap<>();
        for (WorkspaceConfig workspace : loaded.value().allWorkspaces()) {
            Map<String, Place> names = new HashMap<>();
            for (AuthorizationServerConfig server : workspace.authorizationServers()) {
                ConfigurationCheck.once(
                        names,
                        server.name(),
                        loaded.at(server, "name"),
                        "authorization server",
                        mistakes);
                BuiltInConfig builtIn = server.builtIn();
                if ((builtIn == null) == (server.external() == null)) {
                    mistakes.add(
                            loaded.at(server, "name"),
                            "the authorization server \""
                                    + server.name()
                                    + "\" needs one of builtIn and external");
                }
                if (server.external() != null) {
                    new ExternalServerCheck(loaded, mistakes).run(server.external());
                }
                if (builtIn != null) {
                    ConfigurationCheck.once(
                            issuers,
                            builtIn.issuer().toString(),
                            loaded.at(builtIn, "issuer"),
                            "issuer",
                            mistakes);
                    checkScopes(builtIn);
                    checkTrusted(builtIn);
                    checkProfile(builtIn);
                    checkDetails(builtIn);
                    new IdentityProviderCheck(loaded, mistakes).run(builtIn.login());
                }
            }
        }
    }

    private void checkDetails(BuiltInConfig server) {
        Map<String, Place> types = new HashMap<>();
        for (DetailTypeConfig type : server.authorizationDetails()) {
            ConfigurationCheck.once(
                    types,
                    type.type(),
                    loaded.at(type, "type"),
                    "type of authorization details",
                    mistakes);
            Map<String, Place> members = new HashMap<>();
            for (DetailTypeConfig.MemberConfig member : type.members()) {
                Place place = loaded.at(member, "name");
                ConfigurationCheck.once(members, member.name(), place, "member", mistakes);
                if (DetailTypeConfig.COMMON.contains(member.name())) {
                    mistakes.add(
                            place,
                            member.name()
                                    + " means the same in every type: it has a key of its own");
                }
            }
        }
    }

    private void checkProfile(BuiltInConfig server) {
        for (ProfileFault fault : ProfileFault.of(server)) {
            Place place =
                    fault.key().startsWith("signing.")
                            ? loaded.at(
                                    server.signing(), fault.key().substring("signing.".length()))
                            : loaded.at(server, fault.key());
            mistakes.add(place, fault.text());
        }
    }

    private void checkTrusted(BuiltInConfig server) {
        Map<String, Place> issuers = new HashMap<>();
        for (TrustedIssuerConfig trusted : server.trustedIssuers()) {
            ConfigurationCheck.once(
                    issuers,
                    trusted.issuer(),
                    loaded.at(trusted, "issuer"),
                    "trusted issuer",
                    mistakes);
        }
        if (server.trustedIssuers().isEmpty()
                && server.grants().contains(BuiltInConfig.OfferedGrant.JWT_BEARER)) {
            mistakes.add(
                    loaded.at(server, "grants"),
                    "jwt_bearer has nobody to trust: name an issuer in trustedIssuers");
        }
    }

    private void checkScopes(BuiltInConfig server) {
        Map<String, Place> scopes = new HashMap<>();
        for (ScopeConfig scope : server.scopes()) {
            Place place = loaded.at(scope, "name");
            ConfigurationCheck.once(scopes, scope.name(), place, "scope", mistakes);
            if (!SCOPE.matcher(scope.name()).matches()) {
                mistakes.add(place, SCOPE_FORM);
            }
        }
    }
}
