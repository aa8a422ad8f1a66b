package io.grantway.vault.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A text with places, `{limit}`, that a call's parameters fill; `{{limit}}` stands for `{limit}`
/// itself.
///
/// @param pieces in their order
record PlaceText(List<Piece> pieces) {
    private static final Pattern PLACE =
            Pattern.compile("\\{\\{([A-Za-z][A-Za-z0-9_]*)}}|\\{([A-Za-z][A-Za-z0-9_]*)}");

    /// @param place whether the text names a parameter
    record Piece(boolean place, String text) {}

    static PlaceText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int end = 0;
        for (Matcher found = PLACE.matcher(text); found.find(); end = found.end()) {
            pieces.add(new Piece(false, text.substring(end, found.start())));
            String escaped = found.group(1);
            pieces.add(
                    escaped == null
                            ? new Piece(true, found.group(2))
                            : new Piece(false, "{" + escaped + "}"));
        }
        pieces.add(new Piece(false, text.substring(end)));
        return new PlaceText(pieces.stream().filter(each -> !each.text().isEmpty()).toList());
    }

    /// The parameters that it names.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        pieces.stream().filter(Piece::place).forEach(each -> names.add(each.text()));
        return names;
    }

    /// The parameter that it is, where it is nothing else.
    Optional<String> only() {
        return pieces.size() == 1 && pieces.getFirst().place()
                ? Optional.of(pieces.getFirst().text())
                : Optional.empty();
    }

    /// @param encoding of values, and of nothing else
    /// @return empty where a parameter has no value
    Optional<String> filled(Map<String, JsonNode> values, UnaryOperator<String> encoding) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (!piece.place()) {
                text.append(piece.text());
                continue;
            }
            JsonNode value = values.get(piece.text());
            if (value == null) {
                return Optional.empty();
            }
            text.append(encoding.apply(written(value)));
        }
        return Optional.of(text.toString());
    }

    /// A value as a text.
    static String written(JsonNode value) {
        return value.isFloatingPointNumber()
                ? value.decimalValue().toPlainString()
                : value.asString();
    }
}
