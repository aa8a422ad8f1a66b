package io.grantway.gateway.policy;

import io.grantway.catalog.Application;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Plan;
import io.grantway.catalog.Subscription;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Operation;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.http.Problem;
import io.grantway.throttle.Draw;
import io.grantway.throttle.Quota;
import io.grantway.throttle.Throttle;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// The `requireSubscription` policy: lets a call through where its application has subscribed to
/// the API and has something left of its plan, whichever of its clients and keys it calls with.
public final class RequireSubscription implements Policy {
    private static final String POLICIES = "RateLimit-Policy";
    private static final String LIMIT = "RateLimit";

    private final Set<String> plans;
    private final UUID api;
    private final String apiName;
    private final Supplier<Catalog> catalog;
    private final Throttle throttle;

    private RequireSubscription(
            RequireSubscriptionSettings settings, PolicyKind.Site site, PolicyParts parts) {
        this.plans = Set.copyOf(settings.plans());
        this.api = site.api();
        this.apiName = site.apiName();
        this.catalog = parts.catalog();
        this.throttle = parts.shared().throttle();
    }

    public static RequireSubscription of(
            RequireSubscriptionSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new RequireSubscription(settings, site, parts);
    }

    @Override
    public Decision decide(Call call) {
        Optional<Application> application = call.application();
        if (application.isEmpty()) {
            return refuse(
                    call,
                    "no_application",
                    "this API is for applications that have subscribed to it; these credentials"
                            + " belong to no application",
                    whoseIsIt(call));
        }
        Optional<Subscription> subscription =
                catalog.get().subscription(application.get().id(), api);
        if (subscription.isEmpty()) {
            return refuse(
                    call,
                    "not_subscribed",
                    "the application has no subscription to this API",
                    "the application "
                            + application.get().name()
                            + " has no subscription to "
                            + apiName);
        }
        return within(call, application.get(), subscription.get());
    }

    private static String whoseIsIt(Call call) {
        String client = call.record().client();
        if (client != null) {
            return (client.isEmpty() ? "a token without a client id" : "the client " + client)
                    + " of "
                    + call.record().authorizationServer()
                    + " belongs to no application";
        }
        return call.consumer().isEmpty()
                ? "no policy before requireSubscription has found out who calls"
                : "what the caller is known by belongs to no application";
    }

    private Decision within(Call call, Application application, Subscription subscription) {
        Plan plan = subscription.plan();
        call.record().underPlan(plan.name());
        return switch (subscription.state()) {
            case REQUESTED ->
                    refuse(
                            call,
                            "subscription_requested",
                            "the application's subscription to this API is not approved yet",
                            said(application, "waits for an administrator to approve it"));
            case SUSPENDED ->
                    refuse(
                            call,
                            "subscription_suspended",
                            "the application's subscription to this API is suspended",
                            said(application, "is suspended"));
            case ACTIVE ->
                    plans.isEmpty() || plans.contains(plan.name())
                            ? draw(call, application, plan)
                            : refuse(
                                    call,
                                    "plan_not_allowed",
                                    "the application's plan does not cover this",
                                    said(application, "is under " + plan.name())
                                            + "; plans has "
                                            + plans);
        };
    }

    private String said(Application application, String what) {
        return "the subscription of " + application.name() + " to " + apiName + " " + what;
    }

    private Decision draw(Call call, Application application, Plan plan) {
        Quota quota = plan.quota();
        String operation = call.operation().map(Operation::name).orElse("");
        Draw draw =
                call.isRehearsal()
                        ? throttle.look(application.id(), api, operation, quota)
                        : throttle.draw(application.id(), api, operation, quota);
        if (!quota.policyField().isEmpty()) {
            call.answerField(POLICIES, quota.policyField());
        }
        String field = draw.field();
        if (!field.isEmpty()) {
            call.answerField(LIMIT, field);
        }
        if (!draw.isGranted()) {
            return over(call, plan, draw);
        }
        if (quota.needsEnd() && !call.isRehearsal()) {
            UUID id = application.id();
            call.record().whenOver(bytes -> throttle.end(draw, id, api, quota, bytes));
        }
        return Decision.PROCEED;
    }

    private static Decision over(Call call, Plan plan, Draw draw) {
        call.record().refused("plan_exceeded", "over the plan " + plan.name() + ": " + draw.over());
        return new Decision.Answer(
                Problem.of(
                                429,
                                "plan_exceeded",
                                "the application has used up its plan "
                                        + plan.name()
                                        + ": "
                                        + draw.over())
                        .with("Retry-After", Long.toString(draw.retryAfter()))
                        .toResponse(call.head().id()));
    }

    private static Decision refuse(Call call, String reason, String detail, String why) {
        call.record().refused(reason, why);
        return new Decision.Answer(Problem.of(403, reason, detail).toResponse(call.head().id()));
    }
}
