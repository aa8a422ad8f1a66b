package io.grantway.boot;

import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.Theme;
import io.grantway.authserver.UserConfig;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.config.Check;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.ApiConfig;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.vault.mapping.Interfaces;
import io.grantway.vault.provider.ProviderTemplates;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Finds what no single key shows: duplicate names, names that mean nothing, settings that
/// contradict each other.
final class ConfigurationCheck implements Check<Configuration> {
    private final boolean alone;

    private ConfigurationCheck(boolean alone) {
        this.alone = alone;
    }

    /// Of everything that the files and sets say.
    static ConfigurationCheck ofAll() {
        return new ConfigurationCheck(false);
    }

    /// Of one thing among others that are not there: it may name them.
    static ConfigurationCheck ofOne() {
        return new ConfigurationCheck(true);
    }

    @Override
    public void check(Loaded<Configuration> loaded, Mistakes mistakes) {
        Configuration root = loaded.value();
        Map<String, Place> workspaces = new HashMap<>();
        for (WorkspaceConfig workspace : root.workspaces()) {
            once(workspaces, workspace.name(), loaded.at(workspace, "name"), "workspace", mistakes);
        }
        for (WorkspaceConfig workspace : root.allWorkspaces()) {
            new WorkspaceCheck(workspace, alone, loaded, mistakes).run();
        }
        new RouteCheck(loaded, mistakes, alone).run();
        new AuthorizationServerCheck(loaded, mistakes).run();
        checkPages(loaded, mistakes);
    }

    private static void checkPages(Loaded<Configuration> loaded, Mistakes mistakes) {
        PagesConfig pages = loaded.value().server().pages();
        try {
            Theme.of(pages);
        } catch (IllegalArgumentException e) {
            mistakes.add(loaded.at(pages, "logo"), String.valueOf(e.getMessage()));
        }
    }

    static void once(
            Map<String, Place> seen, String name, Place place, String kind, Mistakes mistakes) {
        once(seen, name, place, mistakes, kind + " \"" + name + '"');
    }

    /// @param what it is, behind `the`
    static <K> void once(Map<K, Place> seen, K key, Place place, Mistakes mistakes, String what) {
        Place first = seen.putIfAbsent(key, place);
        if (first != null) {
            mistakes.addDuplicate(place, first, "the " + what + " is there twice");
        }
    }

    /// The checks inside one workspace.
    private record WorkspaceCheck(
            WorkspaceConfig workspace,
            boolean alone,
            Loaded<Configuration> loaded,
            Mistakes mistakes) {
        void run() {
            Map<String, Place> names = new HashMap<>();
            for (ApiConfig api : workspace.apis()) {
                once(names, api.name(), loaded.at(api, "name"), "API", mistakes);
                checkUpstream(api.upstream());
            }
            new PolicyCheck(workspace, alone, loaded, mistakes).run();
            new OperationCheck(workspace, alone, loaded, mistakes).run();
            new ChannelCheck(workspace, alone, loaded, mistakes).run();
            checkConsumers();
            new ClientCheck(workspace, alone, loaded, mistakes).run();
            new SubscriptionCheck(workspace, alone, loaded, mistakes).run();
            new CredentialCheck(workspace, loaded, mistakes).run();
            new ConnectionCheck(workspace, alone, loaded, mistakes).run();
            checkInterfaces();
            new ProviderCheck(workspace, loaded, mistakes).run();
            Map<String, Place> users = new HashMap<>();
            for (UserConfig user : workspace.users()) {
                once(users, user.username(), loaded.at(user, "username"), "user", mistakes);
            }
        }

        private void checkInterfaces() {
            if (!workspace.interfaces().all().isEmpty()) {
                Set<String> known =
                        new HashSet<>(
                                ProviderTemplates.with(loaded.value().providersDirectory())
                                        .names());
                workspace.providers().forEach(each -> known.add(each.name()));
                var _ = Interfaces.read(workspace.interfaces(), known, mistakes);
            }
        }

        private void checkConsumers() {
            Map<String, Place> consumers = new HashMap<>();
            Map<String, Place> applications = new HashMap<>();
            for (ConsumerConfig consumer : workspace.consumers()) {
                once(
                        consumers,
                        consumer.username(),
                        loaded.at(consumer, "username"),
                        "consumer",
                        mistakes);
                for (ApplicationConfig application : consumer.applications()) {
                    if (!alone) {
                        once(
                                applications,
                                application.name(),
                                loaded.at(application, "name"),
                                "application",
                                mistakes);
                    }
                }
            }
        }

        private void checkUpstream(UpstreamConfig upstream) {
            if (upstream.account() != null) {
                new AccountCheck(workspace, alone, loaded, mistakes).check(upstream);
                return;
            }
            if (upstream.user() != null || upstream.app() != null) {
                mistakes.add(loaded.at(upstream), "user and app go with account");
            }
            String connection = upstream.connection();
            if (connection != null) {
                new ForwardedCheck(workspace, alone, loaded, mistakes).check(upstream, connection);
                return;
            }
            if (upstream.url() == null && upstream.targets().isEmpty()) {
                mistakes.add(
                        loaded.at(upstream),
                        "an upstream needs a url, targets, a connection or an account");
            }
            if (upstream.url() != null && !upstream.targets().isEmpty()) {
                mistakes.add(
                        loaded.at(upstream, "targets"),
                        "an upstream has a url or targets, not both");
            }
            URI url = upstream.url();
            if (url != null) {
                checkUrl(url, loaded.at(upstream, "url"));
            }
            for (UpstreamConfig.TargetConfig target : upstream.targets()) {
                checkUrl(target.url(), loaded.at(target, "url"));
            }
        }

        private void checkUrl(URI url, Place place) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null) {
                mistakes.add(
                        place,
                        "an upstream's URL begins with http:// or https:// and names a host");
            } else if (url.getRawQuery() != null
                    || url.getRawFragment() != null
                    || url.getRawUserInfo() != null) {
                mistakes.add(place, "an upstream's URL has scheme, host, port and path only");
            }
        }
    }
}
