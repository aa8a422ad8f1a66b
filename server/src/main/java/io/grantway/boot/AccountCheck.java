package io.grantway.boot;

import io.grantway.boot.calls.UserTemplate;
import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.gateway.UpstreamConfig;
import io.grantway.vault.ProviderConfig;
import io.grantway.vault.VaultAppConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what is wrong with an upstream that is users' accounts.
///
/// @param alone of one API among other things that are not there: it may name them
record AccountCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    /// Whose account a call goes to, where the configuration does not say.
    static final String USER = "{subject}";

    void check(UpstreamConfig upstream) {
        if (upstream.url() != null
                || !upstream.targets().isEmpty()
                || upstream.connection() != null) {
            mistakes.add(
                    loaded.at(upstream, "account"),
                    "an upstream has a url, targets, a connection or an account: one of them");
        }
        if (upstream.health() != null) {
            mistakes.add(
                    loaded.at(upstream, "health"),
                    "accounts of users have no address that could be probed");
        }
        String user = upstream.user();
        if (user != null) {
            try {
                UserTemplate.parse(user);
            } catch (IllegalArgumentException e) {
                mistakes.add(loaded.at(upstream, "user"), String.valueOf(e.getMessage()));
            }
        }
        if (!alone) {
            named(upstream);
        }
    }

    private void named(UpstreamConfig upstream) {
        String provider = String.valueOf(upstream.account());
        List<String> providers = workspace.providers().stream().map(ProviderConfig::name).toList();
        if (!providers.contains(provider)) {
            mistakes.addUnknown(
                    loaded.at(upstream, "account"),
                    "there is no provider \"" + provider + '"',
                    provider,
                    providers);
        }
        String app = upstream.app();
        Place place = loaded.at(upstream, app == null ? "account" : "app");
        Optional<VaultAppConfig> found = app(workspace, app);
        if (found.isEmpty() && app == null) {
            mistakes.add(place, "say app: the vault has none, or several");
        } else if (found.isEmpty()) {
            mistakes.addUnknown(
                    place,
                    "the vault has no app \"" + app + '"',
                    String.valueOf(app),
                    apps(workspace).stream().map(VaultAppConfig::name).toList());
        } else if (!mayUse(found.get(), provider)) {
            mistakes.add(
                    place,
                    "the app \"" + found.get().name() + "\" may not use \"" + provider + '"');
        }
    }

    private static boolean mayUse(VaultAppConfig app, String provider) {
        List<String> allowed = app.providers();
        return allowed == null || allowed.contains(provider);
    }

    private static List<VaultAppConfig> apps(WorkspaceConfig workspace) {
        var vault = workspace.vault();
        return vault == null ? List.of() : vault.apps();
    }

    /// The app of that name; without a name the only one.
    private static Optional<VaultAppConfig> app(WorkspaceConfig workspace, @Nullable String name) {
        List<VaultAppConfig> apps = apps(workspace);
        return name == null
                ? apps.size() == 1 ? Optional.of(apps.getFirst()) : Optional.empty()
                : apps.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
