package io.grantway.gateway;

import io.grantway.catalog.EntityKind;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.catalog.PolicySettings;
import io.grantway.gateway.policy.AllOf;
import io.grantway.gateway.policy.AllOfSettings;
import io.grantway.gateway.policy.Answer;
import io.grantway.gateway.policy.AnswerSettings;
import io.grantway.gateway.policy.AnyOf;
import io.grantway.gateway.policy.AnyOfSettings;
import io.grantway.gateway.policy.Correlate;
import io.grantway.gateway.policy.CorrelateSettings;
import io.grantway.gateway.policy.LimitRate;
import io.grantway.gateway.policy.LimitRateSettings;
import io.grantway.gateway.policy.OAuth2;
import io.grantway.gateway.policy.RequireAddress;
import io.grantway.gateway.policy.RequireAddressSettings;
import io.grantway.gateway.policy.RequireCertificate;
import io.grantway.gateway.policy.RequireCertificateSettings;
import io.grantway.gateway.policy.RequireGroup;
import io.grantway.gateway.policy.RequireGroupSettings;
import io.grantway.gateway.policy.RequireJwt;
import io.grantway.gateway.policy.RequireJwtSettings;
import io.grantway.gateway.policy.RequireKey;
import io.grantway.gateway.policy.RequireKeySettings;
import io.grantway.gateway.policy.RequirePassword;
import io.grantway.gateway.policy.RequirePasswordSettings;
import io.grantway.gateway.policy.RequireSubscription;
import io.grantway.gateway.policy.RequireSubscriptionSettings;
import io.grantway.gateway.policy.RequireToken;
import io.grantway.gateway.policy.RequireTokenSettings;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A kind of policy: its name in a configuration, its settings, and how one is made.
///
/// @param priority where policies of several levels meet, the highest runs first; Kong's numbers
/// @param forConsumers whether a consumer may have one of its own
public record PolicyKind<S extends Record & PolicySettings>(
        String name, Class<S> settings, int priority, boolean forConsumers, Maker<S> maker) {
    /// Whoever calls is known to the kinds below this priority.
    static final int AUTHENTICATED = 1000;

    /// Every kind there is.
    public static final List<PolicyKind<?>> ALL =
            List.of(
                    new PolicyKind<>("oauth2", OAuth2Settings.class, 1400, false, OAuth2::of),
                    new PolicyKind<>(
                            "requireToken",
                            RequireTokenSettings.class,
                            1405,
                            false,
                            RequireToken::of),
                    new PolicyKind<>("anyOf", AnyOfSettings.class, 1403, false, AnyOf::of),
                    new PolicyKind<>("allOf", AllOfSettings.class, 1402, false, AllOf::of),
                    new PolicyKind<>(
                            "requireAddress",
                            RequireAddressSettings.class,
                            1401,
                            false,
                            RequireAddress::of),
                    new PolicyKind<>(
                            "requireCertificate",
                            RequireCertificateSettings.class,
                            1260,
                            false,
                            RequireCertificate::of),
                    new PolicyKind<>(
                            "requireJwt", RequireJwtSettings.class, 1450, false, RequireJwt::of),
                    new PolicyKind<>(
                            "requireKey", RequireKeySettings.class, 1250, false, RequireKey::of),
                    new PolicyKind<>(
                            "requirePassword",
                            RequirePasswordSettings.class,
                            1100,
                            false,
                            RequirePassword::of),
                    new PolicyKind<>(
                            "requireGroup",
                            RequireGroupSettings.class,
                            950,
                            false,
                            RequireGroup::of),
                    new PolicyKind<>(
                            "requireSubscription",
                            RequireSubscriptionSettings.class,
                            930,
                            false,
                            RequireSubscription::of),
                    new PolicyKind<>(
                            "limitRate", LimitRateSettings.class, 910, true, LimitRate::of),
                    new PolicyKind<>("answer", AnswerSettings.class, 2, true, Answer::of),
                    new PolicyKind<>(
                            "correlate", CorrelateSettings.class, 100_001, true, Correlate::of));

    /// What a policy is for.
    ///
    /// @param owners whose it is
    public record Site(String workspace, UUID api, String apiName, Map<EntityKind, UUID> owners) {
        public Site {
            owners = Map.copyOf(owners);
        }

        /// An API, for its own policies.
        public Site(String workspace, UUID api, String apiName) {
            this(workspace, api, apiName, Map.of(EntityKind.API, api));
        }

        Site of(Map<EntityKind, UUID> others) {
            return new Site(workspace, api, apiName, others);
        }
    }

    /// Makes a policy; everything that can be parsed or looked up is, here and not per call.
    @FunctionalInterface
    public interface Maker<S> {
        Policy make(S settings, Site site, PolicyParts parts);
    }

    /// Where a policy of a name runs among others that nobody ordered; lower is earlier.
    public static int usualOrder(String name) {
        return ALL.stream()
                .filter(kind -> kind.name.equals(name))
                .mapToInt(kind -> -kind.priority)
                .findFirst()
                .orElse(0);
    }

    /// The kind of some settings.
    public static PolicyKind<?> of(PolicySettings settings) {
        for (PolicyKind<?> kind : ALL) {
            if (kind.settings.isInstance(settings)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "no policy is registered for " + settings.getClass().getName());
    }

    /// Makes the policy that the settings ask for.
    public static Policy make(PolicySettings settings, Site site, PolicyParts parts) {
        return of(settings).cast(settings, site, parts);
    }

    private Policy cast(PolicySettings given, Site site, PolicyParts parts) {
        return maker.make(settings.cast(given), site, parts);
    }
}
