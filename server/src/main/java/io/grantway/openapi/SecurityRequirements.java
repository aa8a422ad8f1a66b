package io.grantway.openapi;

import io.grantway.config.Mistakes;
import io.grantway.config.Nearest;
import io.grantway.config.Note;
import io.grantway.config.PlacedValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What the security requirements of a document come to in scopes (OpenAPI 3.1 §4.8.30): of a list
/// of requirements one is to be met, and of a requirement every scheme.
final class SecurityRequirements {
    /// RFC 6749 §3.3
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    private static final ScopeRequirement NOTHING = ScopeRequirement.of(List.of());

    private final Map<String, SecurityScheme> schemes = new LinkedHashMap<>();
    private final Set<Object> noted = new HashSet<>();
    private final Mistakes mistakes;
    private final Consumer<Note> notes;
    private String scoped = "";

    SecurityRequirements(
            Optional<PlacedValue> declared,
            LocalReferences references,
            Mistakes mistakes,
            Consumer<Note> notes) {
        this.mistakes = mistakes;
        this.notes = notes;
        declared.ifPresent(all ->
                all.entries()
                        .forEach((name, said) ->
                                references
                                        .follow(said)
                                        .ifPresent(found ->
                                                schemes.put(name, SecurityScheme.of(found)))));
    }

    /// @param list of requirements; empty where neither an operation nor the document says one
    ScopeRequirement read(Optional<PlacedValue> list) {
        return list.map(this::read).orElse(NOTHING);
    }

    private ScopeRequirement read(PlacedValue list) {
        if (!list.isList()) {
            mistakes.add(list.place(), "must be a list of requirements, not " + list.kind());
            return NOTHING;
        }
        List<SequencedSet<String>> alternatives = new ArrayList<>();
        boolean open = false;
        for (PlacedValue requirement : list.items()) {
            if (!requirement.isMapping()) {
                mistakes.add(
                        requirement.place(),
                        "must be a mapping of schemes to lists of scopes, not "
                                + requirement.kind());
            } else if (requirement.entries().isEmpty()) {
                open = true;
            } else {
                alternative(requirement).ifPresent(alternatives::add);
            }
        }
        if (open && !alternatives.isEmpty()) {
            note(list, "lets callers in without a token too ({}); the scopes are needed here");
        }
        ScopeRequirement needed = ScopeRequirement.of(alternatives);
        if (!needed.exact()) {
            note(
                    list,
                    "its alternatives cannot be said as all of some scopes and one of others; only"
                            + " the first is taken: "
                            + String.join(" ", needed.all()));
        }
        return needed;
    }

    /// The scopes of one requirement; empty where it asks for no scheme that has any.
    private Optional<SequencedSet<String>> alternative(PlacedValue requirement) {
        LinkedHashSet<String> scopes = new LinkedHashSet<>();
        boolean some = false;
        for (Map.Entry<String, PlacedValue> each : requirement.entries().entrySet()) {
            SecurityScheme scheme = schemes.get(each.getKey());
            PlacedValue wanted = each.getValue();
            if (scheme == null) {
                mistakes.addUnknown(
                        wanted.place(),
                        "there is no security scheme \"" + each.getKey() + "\"",
                        each.getKey(),
                        schemes.keySet());
            } else if (scheme.hasScopes()) {
                some = true;
                noteSecond(each.getKey(), scheme);
                scopes(wanted, scheme, scopes);
            } else {
                noteOther(scheme);
            }
        }
        return some ? Optional.of(scopes) : Optional.empty();
    }

    private void scopes(PlacedValue wanted, SecurityScheme scheme, Set<String> to) {
        if (!wanted.isList()) {
            mistakes.add(wanted.place(), "must be a list of scopes, not " + wanted.kind());
        }
        for (PlacedValue item : wanted.items()) {
            String scope = item.text().orElse("");
            if (!SCOPE.matcher(scope).matches()) {
                mistakes.add(
                        item.place(),
                        "a scope is printable ASCII without spaces, quotes and backslashes");
                continue;
            }
            to.add(scope);
            if (!scheme.scopes().isEmpty()
                    && !scheme.scopes().contains(scope)
                    && noted.add(scope)) {
                String meant =
                        Nearest.to(scope, scheme.scopes())
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("");
                note(item, "the scheme does not list the scope \"" + scope + "\"" + meant);
            }
        }
    }

    private void noteSecond(String name, SecurityScheme scheme) {
        if (scoped.isEmpty()) {
            scoped = name;
        } else if (!scoped.equals(name) && noted.add(scheme)) {
            note(
                    scheme.said(),
                    "its scopes count from every authorization server here, as those of the scheme "
                            + scoped
                            + " do");
        }
    }

    private void noteOther(SecurityScheme scheme) {
        if (noted.add(scheme)) {
            String policy =
                    scheme.policy().map(name -> "; the policy " + name + " asks for it").orElse("");
            note(
                    scheme.said(),
                    "operations say scopes only, and nothing of a scheme of the type "
                            + scheme.kind()
                            + policy);
        }
    }

    private void note(PlacedValue at, String text) {
        notes.accept(new Note(at.place(), text));
    }
}
