package io.grantway.boot;

import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.Theme;
import io.grantway.authserver.login.Asset;
import io.grantway.boot.registry.Union;
import io.grantway.http.Handler;
import io.grantway.http.RequestHead;
import io.grantway.http.Routes;
import io.grantway.vault.AppAuthentication;
import io.grantway.vault.connect.Connect;
import io.grantway.vault.connect.ConnectParts;
import io.grantway.vault.connect.Look;
import java.util.Optional;
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

    private final Supplier<Union> union;
    private final Supplier<Vaults> vaults;
    private final ConnectParts parts;
    private final Handler resources;
    private volatile @Nullable Made made;

    /// @param union in force; asked anew for each call
    /// @param vaults in force
    ConnectEndpoints(Supplier<Union> union, Supplier<Vaults> vaults, ConnectParts parts) {
        this.union = union;
        this.vaults = vaults;
        this.parts = parts;
        this.resources =
                Connect.resources(Routes.builder(), parts, new AppAuthentication(parts.apps()))
                        .build();
    }

    /// Who answers; empty where it is none of the vault's.
    Optional<Handler> find(RequestHead head) {
        String path = head.target().path();
        boolean page = path.startsWith(PAGES);
        if (!page && !isResource(path)) {
            return Optional.empty();
        }
        if (vaults.get().isEmpty()) {
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
