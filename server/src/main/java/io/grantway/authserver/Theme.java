package io.grantway.authserver;

import io.grantway.authserver.login.Asset;
import io.grantway.authserver.login.Palette;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [PagesConfig] made ready: the logo read, the stylesheet written in the operator's colour.
/// Immutable, and the same for every API of a snapshot.
///
/// @param scopes what each scope allows, in words
public record Theme(
        String name,
        Asset stylesheet,
        Asset icon,
        Optional<Asset> logo,
        Map<String, String> scopes) {

    /// @throws IllegalArgumentException where the logo cannot be used; names the key and the file
    public static Theme of(PagesConfig config) {
        Palette palette = Palette.of(config.accent());
        Optional<Asset> logo =
                config.logo() == null ? Optional.empty() : Optional.of(Asset.logo(config.logo()));
        return new Theme(
                config.name(),
                Asset.stylesheet(palette),
                Asset.icon(palette),
                logo,
                config.scopes());
    }

    /// With what a server's own scopes allow, in the words of its configuration.
    public Theme describing(List<ScopeConfig> described) {
        Map<String, String> words = new HashMap<>(scopes);
        for (ScopeConfig scope : described) {
            String text = scope.description();
            if (text != null) {
                words.put(scope.name(), text);
            }
        }
        return new Theme(name, stylesheet, icon, logo, Map.copyOf(words));
    }

    /// Everything that pages link to.
    public List<Asset> assets() {
        return logo.map(file -> List.of(stylesheet, icon, file))
                .orElseGet(() -> List.of(stylesheet, icon));
    }
}
