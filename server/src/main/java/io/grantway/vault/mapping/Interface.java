package io.grantway.vault.mapping;

import io.grantway.config.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One name for calls that mean the same at each provider.
///
/// @param providers by the name of a provider or of a template, in the order they are written
record Interface(
        String name,
        Optional<String> description,
        List<Parameter> parameters,
        Shape returns,
        Map<String, Mapped> providers,
        Map<String, Place> places) {
    /// What a provider does for it: by its own name, else by its template's.
    Optional<Mapped> at(String provider, Optional<String> template) {
        return Optional.ofNullable(providers.get(provider)).or(() -> template.map(providers::get));
    }

    Optional<Parameter> parameter(String named) {
        return parameters.stream().filter(each -> each.name().equals(named)).findFirst();
    }
}
