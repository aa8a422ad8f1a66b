package io.grantway.authserver;

import io.grantway.catalog.ClientMetadata;
import io.grantway.catalog.ClientSettings;
import io.grantway.jose.SigningAlgorithm;
import io.grantway.oauth.GrantType;
import io.grantway.oauth.Profile;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What keeps a server or a client from having the profile that it shall have.
///
/// @param key below the server or the application, with dots
/// @param text that says the fix
public record ProfileFault(String key, String text) {
    /// Those of a server.
    public static List<ProfileFault> of(BuiltInConfig server) {
        Profile profile = server.profile();
        ProfileRules rules = ProfileRules.of(profile);
        List<ProfileFault> faults = new ArrayList<>();
        server.grants().stream()
                .filter(grant -> rules.refusedGrants().contains(grant.type()))
                .forEach(grant ->
                        faults.add(
                                new ProfileFault(
                                        "grants",
                                        "the profile "
                                                + profile
                                                + " has no "
                                                + grant
                                                + ": take it out of grants, or choose another"
                                                + " profile")));
        boolean secrets =
                rules.clientMethods().stream().anyMatch(TokenEndpointAuthMethod::needsSecret);
        if (server.tokenEndpoint().bySession() && !secrets) {
            faults.add(
                    new ProfileFault(
                            "tokenEndpoint",
                            "the profile "
                                    + profile
                                    + " has no clients that come again by a cookie: take"
                                    + " authentication: session out"));
        }
        SigningAlgorithm ofAccess = server.signing().accessTokens();
        if (!rules.algorithms().contains(ofAccess)) {
            faults.add(weak("signing.accessTokens", ofAccess, profile));
        }
        if (!rules.algorithms().contains(server.idTokenAlgorithm())) {
            faults.add(weak("signing.idTokens", server.idTokenAlgorithm(), profile));
        }
        return faults;
    }

    /// Those of a client.
    ///
    /// @param servers all that it may come to; where each of them is strict, so must it be
    public static List<ProfileFault> of(
            ClientSettings application, Collection<BuiltInConfig> servers) {
        Optional<Profile> weakest =
                servers.stream().map(BuiltInConfig::profile).min(Profile::compareTo);
        Optional<Profile> own = Optional.ofNullable(application.metadata().profile());
        List<ProfileFault> faults = new ArrayList<>();
        if (own.isPresent() && weakest.isPresent() && !own.get().isAtLeast(weakest.get())) {
            faults.add(
                    new ProfileFault(
                            "metadata.profile",
                            "a client cannot be weaker than its server: no authorization server of"
                                    + " the workspace is below "
                                    + weakest.get()));
        }
        own.filter(profile -> servers.stream().noneMatch(server -> signsFor(profile, server)))
                .filter(_ -> !servers.isEmpty())
                .ifPresent(profile ->
                        faults.add(
                                new ProfileFault(
                                        "metadata.profile",
                                        "no authorization server of the workspace signs as "
                                                + profile
                                                + " wants it: let its signing.idTokens be one of "
                                                + names(ProfileRules.of(profile).algorithms()))));
        own.map(profile -> weakest.map(profile::stricter).orElse(profile))
                .or(() -> weakest)
                .ifPresent(profile -> add(application, profile, faults));
        return faults;
    }

    private static boolean signsFor(Profile profile, BuiltInConfig server) {
        return ProfileRules.of(profile)
                .algorithms()
                .containsAll(List.of(server.signing().accessTokens(), server.idTokenAlgorithm()));
    }

    private static void add(
            ClientSettings application, Profile profile, List<ProfileFault> faults) {
        ProfileRules rules = ProfileRules.of(profile);
        ClientMetadata metadata = application.allowed();
        TokenEndpointAuthMethod method = application.authentication().method();
        boolean all = rules.clientMethods().size() == TokenEndpointAuthMethod.values().length;
        if (!all && (method == null || !rules.clientMethods().contains(method))) {
            faults.add(
                    new ProfileFault(
                            "authentication.method",
                            "under the profile "
                                    + profile
                                    + " a client proves itself by one of "
                                    + names(rules.clientMethods())));
        }
        metadata.grantTypes().stream()
                .filter(grant -> rules.refusedGrants().contains(new GrantType(grant)))
                .forEach(grant -> faults.add(missing("metadata.grantTypes", grant, profile)));
        metadata.responseTypes().stream()
                .filter(type -> rules.codeOnly() && !type.equals(ResponseType.CODE.wireName()))
                .forEach(type -> faults.add(missing("metadata.responseTypes", type, profile)));
        application.redirectUris().stream()
                .filter(uri -> rules.namedRedirects() && RedirectUri.isReadable(uri))
                .forEach(uri ->
                        faults.add(
                                new ProfileFault(
                                        "redirectUris",
                                        "under the profile "
                                                + profile
                                                + " a redirect URI is not plain http: \""
                                                + uri
                                                + "\" is")));
        SigningAlgorithm ofRequests = metadata.requestObjectAlgorithm();
        if (ofRequests != null && !rules.algorithms().contains(ofRequests)) {
            faults.add(weak("metadata.requestObjectAlgorithm", ofRequests, profile));
        }
    }

    private static ProfileFault missing(String key, String value, Profile profile) {
        return new ProfileFault(key, "the profile " + profile + " has no " + value);
    }

    private static ProfileFault weak(String key, SigningAlgorithm said, Profile profile) {
        return new ProfileFault(
                key,
                said
                        + " is too weak for the profile "
                        + profile
                        + ": say one of "
                        + names(ProfileRules.of(profile).algorithms()));
    }

    private static String names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::toString).sorted().collect(Collectors.joining(", "));
    }
}
