package io.grantway.gateway;

import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.PolicySettings;
import io.grantway.catalog.ProtectedApi;
import io.grantway.gateway.policy.OAuth2;
import io.grantway.http.Handler;
import java.util.List;
import java.util.UUID;

/// A kind of policy: its name in a configuration, its settings, and how one is made.
public record PolicyKind<S extends Record & PolicySettings>(
        String name, Class<S> settings, Maker<S> maker) {
    /// Every kind there is.
    public static final List<PolicyKind<?>> ALL =
            List.of(new PolicyKind<>("oauth2", OAuth2Settings.class, PolicyKind::oauth2));

    private static Policy oauth2(OAuth2Settings settings, Api api, PolicyParts parts) {
        ProtectedApi guarded = new ProtectedApi(api.workspace(), api.id(), api.name(), settings);
        Handler endpoints = parts.oauth2Endpoints().apply(guarded);
        return new OAuth2(guarded, parts.tokens(), parts::catalog, endpoints, parts.blocking());
    }

    /// The API that a policy is for.
    public record Api(String workspace, UUID id, String name) {}

    /// Makes a policy; everything that can be parsed or looked up is, here and not per call.
    @FunctionalInterface
    public interface Maker<S> {
        Policy make(S settings, Api api, PolicyParts parts);
    }

    /// Makes the policy that the settings ask for.
    public static Policy make(PolicySettings settings, Api api, PolicyParts parts) {
        for (PolicyKind<?> kind : ALL) {
            if (kind.settings.isInstance(settings)) {
                return kind.of(settings, api, parts);
            }
        }
        throw new IllegalArgumentException(
                "no policy is registered for " + settings.getClass().getName());
    }

    private Policy of(PolicySettings given, Api api, PolicyParts parts) {
        return maker.make(settings.cast(given), api, parts);
    }
}
