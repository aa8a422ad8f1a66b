package io.grantway.boot;

import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.SubscriptionConfig;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Checks the plans of one workspace, and the subscriptions under them.
///
/// @param alone whether the APIs and plans that a subscription names may be elsewhere
record SubscriptionCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        Map<String, Place> plans = new HashMap<>();
        for (PlanConfig plan : workspace.plans()) {
            ConfigurationCheck.once(plans, plan.name(), loaded.at(plan, "name"), "plan", mistakes);
        }
        for (ConsumerConfig consumer : workspace.consumers()) {
            consumer.applications().forEach(this::check);
        }
    }

    private void check(ApplicationConfig application) {
        List<String> apis = workspace.apis().stream().map(ApiConfig::name).toList();
        List<String> plans = workspace.plans().stream().map(PlanConfig::name).toList();
        Map<String, Place> seen = new HashMap<>();
        for (SubscriptionConfig subscription : application.subscriptions()) {
            String api = subscription.api();
            ConfigurationCheck.once(
                    seen, api, loaded.at(subscription, "api"), "subscription to", mistakes);
            known(subscription, "api", "API", api, apis);
            known(subscription, "plan", "plan", subscription.plan(), plans);
        }
    }

    private void known(Record record, String key, String kind, String name, List<String> all) {
        if (!alone && !all.contains(name)) {
            mistakes.addUnknown(
                    loaded.at(record, key),
                    "there is no " + kind + " \"" + name + "\" in this workspace",
                    name,
                    all);
        }
    }
}
