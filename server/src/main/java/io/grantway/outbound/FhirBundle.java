package io.grantway.outbound;

import io.grantway.outbound.fhir.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One page of what a search, a history or an operation found, and the way to the next.
public final class FhirBundle {
    private final Pages pages;
    private final Pages.Page page;

    FhirBundle(Pages pages, Pages.Page page) {
        this.pages = pages;
        this.page = page;
    }

    /// The whole bundle.
    public JsonNode tree() {
        return page.bundle();
    }

    /// How many match on all pages, where the server says.
    public OptionalLong total() {
        JsonNode total = tree().path("total");
        return total.isIntegralNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty();
    }

    /// The resources of this page, those that came along (`_include`) among them; remarks of the
    /// server on the search are not.
    public List<JsonNode> resources() {
        return entries(false);
    }

    /// The resources of this page that were looked for.
    public List<JsonNode> matches() {
        return entries(true);
    }

    /// The first that was looked for.
    public Optional<JsonNode> first() {
        List<JsonNode> matches = matches();
        return matches.isEmpty() ? Optional.empty() : Optional.of(matches.getFirst());
    }

    private List<JsonNode> entries(boolean matchesOnly) {
        List<JsonNode> resources = new ArrayList<>();
        for (JsonNode entry : tree().path("entry")) {
            String mode = entry.path("search").path("mode").asString("match");
            boolean wanted = matchesOnly ? mode.equals("match") : !mode.equals("outcome");
            if (wanted && entry.path("resource").isObject()) {
                resources.add(entry.path("resource"));
            }
        }
        return resources;
    }

    /// The next page, asked for now; empty after the last.
    ///
    /// @throws FhirFailure where its link leads elsewhere or round in a circle, or where there is
    ///   more than the connection allows
    public Optional<FhirBundle> next() {
        return pages.after(page).map(after -> new FhirBundle(pages, after));
    }

    /// The resources of this page and of all that follow, each page asked for when it is needed.
    public Stream<JsonNode> all() {
        return Stream.iterate(
                        Optional.of(this),
                        Optional::isPresent,
                        bundle -> bundle.flatMap(FhirBundle::next))
                .flatMap(bundle -> bundle.orElseThrow().resources().stream());
    }

    /// Without what is in it, which is about somebody.
    @Override
    public String toString() {
        return "a bundle of " + tree().path("entry").size() + " entries";
    }
}
