package io.grantway.boot;

import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Asset;
import io.grantway.boot.registry.Union;
import io.grantway.http.Handler;
import io.grantway.http.RequestHead;
import io.grantway.http.Routes;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.VaultApps;
import io.grantway.vault.VaultConfig;
import io.grantway.vault.connect.Connect;
import io.grantway.vault.connect.ConnectParts;
import io.grantway.vault.connect.Look;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the vault serves by which accounts come and go: `/connect/*` for browsers, and sessions and
/// accounts under `/vault/v1` for apps. Nothing where no workspace has a vault.
final class ConnectEndpoints {
    private static final String PAGES = "/connect/";
    private static final String SESSIONS = "/vault/v1/sessions";
    private static final String USERS = "/vault/v1/users/";
    private static final String ACCOUNTS = "/accounts";

    /// Made of one state of the configuration.
    private record Made(PagesConfig look, Handler pages) {}

    private record Vaults(Union union, Map<String, VaultConfig> byWorkspace, VaultApps apps) {}

    private final Supplier<Union> union;
    private final ConnectParts parts;
    private final Handler resources;
    private volatile @Nullable Made made;
    private volatile @Nullable Vaults vaults;

    /// What the endpoints take from the vault, given how they ask for what is in force.
    @FunctionalInterface
    interface Means {
        ConnectParts with(Supplier<VaultApps> apps, Function<String, Optional<VaultConfig>> vaults);
    }

    /// @param union in force; asked anew for each call
    ConnectEndpoints(Supplier<Union> union, Means means) {
        this.union = union;
        this.parts =
                means.with(
                        () -> vaults().apps(),
                        name -> Optional.ofNullable(vaults().byWorkspace().get(name)));
        this.resources =
                Connect.resources(
                                Routes.builder(),
                                parts,
                                new AppAuthentication(() -> vaults().apps()))
                        .build();
    }

    /// Who answers; empty where it is none of the vault's.
    Optional<Handler> find(RequestHead head) {
        String path = head.target().path();
        boolean page = path.startsWith(PAGES);
        if (!page && !isResource(path)) {
            return Optional.empty();
        }
        if (vaults().byWorkspace().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(page ? pages() : resources);
    }

    private static boolean isResource(String path) {
        if (path.equals(SESSIONS)) {
            return true;
        }
        int user = path.startsWith(USERS) ? path.indexOf('/', USERS.length()) : -1;
        return user > 0
                && path.startsWith(ACCOUNTS, user)
                && (path.length() == user + ACCOUNTS.length()
                        || path.charAt(user + ACCOUNTS.length()) == '/');
    }

    private Vaults vaults() {
        Union now = union.get();
        Vaults known = vaults;
        if (known == null || !known.union().equals(now)) {
            known = read(now);
            vaults = known;
        }
        return known;
    }

    private static Vaults read(Union union) {
        Map<String, VaultConfig> byWorkspace = new HashMap<>();
        for (WorkspaceConfig workspace : union.configuration().allWorkspaces()) {
            VaultConfig vault = workspace.vault();
            if (vault != null) {
                byWorkspace.put(workspace.name(), vault);
            }
        }
        return new Vaults(union, byWorkspace, VaultApps.of(byWorkspace));
    }

    private Handler pages() {
        PagesConfig look = union.get().configuration().server().pages();
        Made known = made;
        if (known == null || !known.look().equals(look)) {
            known = new Made(look, Connect.pages(parts, look(Theme.of(look))));
            made = known;
        }
        return known.pages();
    }

    private static Look look(Theme theme) {
        return new Look(
                theme.name(),
                theme.stylesheet().name(),
                theme.icon().name(),
                theme.logo().map(Asset::name),
                name ->
                        theme.assets().stream()
                                .filter(asset -> asset.name().equals(name))
                                .findFirst()
                                .map(Asset::response));
    }
}
