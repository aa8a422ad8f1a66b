package io.grantway.openapi;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import java.util.Optional;

/// Follows the `$ref`s of a document within it, and none that leads elsewhere: what a document
/// names could be a file of the server's, or an address inside its network.
final class LocalReferences {
    private static final int LONGEST = 16;
    private static final String REF = "$ref";

    private final PlacedValue root;
    private final Mistakes mistakes;

    LocalReferences(PlacedValue root, Mistakes mistakes) {
        this.root = root;
        this.mistakes = mistakes;
    }

    /// The value itself, or what it refers to.
    ///
    /// @return empty, with a mistake added, where that cannot be found
    Optional<PlacedValue> follow(PlacedValue value) {
        PlacedValue found = value;
        for (int i = 0; i < LONGEST; i++) {
            Optional<PlacedValue> reference = found.get(REF);
            if (reference.isEmpty()) {
                return Optional.of(found);
            }
            Optional<PlacedValue> next = target(reference.get());
            if (next.isEmpty()) {
                return next;
            }
            found = next.get();
        }
        mistakes.add(value.place(), "its $ref leads to another $ref, and so on in a circle");
        return Optional.empty();
    }

    private Optional<PlacedValue> target(PlacedValue reference) {
        String text = reference.text().orElse("");
        if (!text.startsWith("#/")) {
            mistakes.add(
                    reference.place(),
                    "leads out of this document, and nothing else is read: put all of it into one"
                            + " file; a $ref begins with #/");
            return Optional.empty();
        }
        Optional<PlacedValue> found = Optional.of(root);
        for (String step : text.substring(2).split("/", -1)) {
            String key = unescaped(step);
            found = found.flatMap(value -> child(value, key));
        }
        if (found.isEmpty()) {
            mistakes.add(reference.place(), "leads to nothing in this document");
        }
        return found;
    }

    private static Optional<PlacedValue> child(PlacedValue value, String key) {
        if (value.isList()) {
            return key.matches("[0-9]{1,6}")
                    ? value.items().stream().skip(Long.parseLong(key)).findFirst()
                    : Optional.empty();
        }
        return value.get(key);
    }

    /// RFC 6901 §4, and the percent-encoding of a fragment (§6).
    private static String unescaped(String step) {
        String plain = step;
        if (step.indexOf('%') >= 0) {
            try {
                plain =
                        java.net.URLDecoder.decode(
                                step.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
            } catch (IllegalArgumentException _) {
                return step;
            }
        }
        return plain.replace("~1", "/").replace("~0", "~");
    }
}
