package io.grantway.vault;

import java.util.List;

/// An app in force, and the workspace whose providers and accounts it uses.
public record VaultApp(String workspace, VaultAppConfig config) {
    public String name() {
        return config.name();
    }

    /// Whether the operator lets it use a provider.
    public boolean mayUse(String provider) {
        List<String> allowed = config.providers();
        return allowed == null || allowed.contains(provider);
    }

    /// The account of one of its users.
    public AccountKey account(String user, String provider) {
        return new AccountKey(workspace, name(), user, provider);
    }
}
