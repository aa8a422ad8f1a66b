package io.grantway.boot;

import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.RouteConfig;
import io.grantway.gateway.policy.RequireJwtSettings;
import io.grantway.gateway.policy.RequireKeySettings;
import io.grantway.gateway.policy.RequirePasswordSettings;
import io.grantway.gateway.policy.RequireSubscriptionSettings;
import io.grantway.gateway.policy.RequireTokenSettings;
import io.grantway.services.ChannelConfig;
import io.grantway.services.RestChannelConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the policies of one workspace, at all levels.
///
/// @param alone whether the consumers that they may name are elsewhere
record PolicyCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        check(workspace.policies());
        for (ApiConfig api : workspace.apis()) {
            check(api.policies());
            api.routes().stream().map(RouteConfig::policies).forEach(this::check);
        }
        for (ChannelConfig channel : workspace.channels()) {
            RestChannelConfig rest = channel.rest();
            if (rest != null) {
                check(rest.policies());
            }
        }
        for (ConsumerConfig consumer : workspace.consumers()) {
            check(consumer.policies());
            consumer.policies().forEach(this::requireForConsumers);
        }
    }

    private void check(List<PolicySettings> policies) {
        Map<String, Place> kinds = new HashMap<>();
        for (PolicySettings policy : policies) {
            String kind = PolicyKind.of(policy).name();
            Place first = kinds.putIfAbsent(kind, loaded.at(policy));
            if (first != null) {
                mistakes.addDuplicate(
                        loaded.at(policy),
                        first,
                        "one call is put through one policy of a kind; "
                                + kind
                                + " is there twice");
            }
            policy.parts().forEach(this::check);
        }
    }

    private void check(PolicySettings policy) {
        if (policy instanceof OAuth2Settings settings) {
            checkOAuth2(settings);
        }
        if (policy instanceof RequireSubscriptionSettings settings && !alone) {
            checkPlans(settings);
        }
        if (policy instanceof RequireTokenSettings settings && !alone) {
            new TokenPolicyCheck(workspace, loaded, mistakes).run(settings);
        }
        anonymous(policy).ifPresent(name -> checkAnonymous(policy, name));
    }

    private void requireForConsumers(PolicySettings policy) {
        PolicyKind<?> kind = PolicyKind.of(policy);
        if (!kind.forConsumers()) {
            List<String> fit =
                    PolicyKind.ALL.stream()
                            .filter(PolicyKind::forConsumers)
                            .map(PolicyKind::name)
                            .toList();
            mistakes.add(
                    loaded.at(policy),
                    "a consumer cannot have a policy "
                            + kind.name()
                            + " of its own, which finds out who calls or decides by it; only "
                            + String.join(", ", fit));
        }
    }

    private static Optional<String> anonymous(PolicySettings policy) {
        return switch (policy) {
            case OAuth2Settings settings -> Optional.ofNullable(settings.anonymous());
            case RequireKeySettings settings -> Optional.ofNullable(settings.anonymous());
            case RequirePasswordSettings settings -> Optional.ofNullable(settings.anonymous());
            case RequireJwtSettings settings -> Optional.ofNullable(settings.anonymous());
            case RequireTokenSettings settings -> Optional.ofNullable(settings.anonymous());
            default -> Optional.empty();
        };
    }

    private void checkAnonymous(PolicySettings policy, String anonymous) {
        List<String> names = workspace.consumers().stream().map(ConsumerConfig::username).toList();
        if (!alone && !names.contains(anonymous)) {
            mistakes.addUnknown(
                    loaded.at(policy, "anonymous"),
                    "there is no consumer \"" + anonymous + "\" in this workspace",
                    anonymous,
                    names);
        }
    }

    private void checkPlans(RequireSubscriptionSettings settings) {
        List<String> known = workspace.plans().stream().map(PlanConfig::name).toList();
        for (int i = 0; i < settings.plans().size(); i++) {
            String name = settings.plans().get(i);
            if (!known.contains(name)) {
                mistakes.addUnknown(
                        loaded.at(settings, "plans", i),
                        "there is no plan \"" + name + "\" in this workspace",
                        name,
                        known);
            }
        }
    }

    private void checkOAuth2(OAuth2Settings settings) {
        if (!settings.enableAuthorizationCode()
                && !settings.enableImplicitGrant()
                && !settings.enableClientCredentials()
                && !settings.enablePasswordGrant()) {
            mistakes.add(
                    loaded.at(settings),
                    "at least one of these must be true: enableAuthorizationCode,"
                            + " enableImplicitGrant, enableClientCredentials, enablePasswordGrant");
        }
        if (settings.mandatoryScope() && settings.scopes().isEmpty()) {
            mistakes.add(
                    loaded.at(settings, "scopes"), "mandatoryScope needs scopes to choose from");
        }
    }
}
