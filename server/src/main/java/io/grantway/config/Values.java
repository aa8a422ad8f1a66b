package io.grantway.config;

import io.grantway.config.Node.Scalar;
import io.grantway.config.References.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads single values of the tree, and says what is wrong with them without repeating what may be
/// a secret: anything behind a reference, and whatever stands where a [Secret] is wanted.
final class Values {
    static final String NOTHING = "has no value; give it one, or remove the key";
    private static final int QUOTED = 60;

    private final References references;
    private final Mistakes mistakes;

    Values(References references, Mistakes mistakes) {
        this.references = references;
        this.mistakes = mistakes;
    }

    /// The value, or, with a mistake added, a stand-in for it.
    Object read(Class<?> type, Node node) {
        if (!(node instanceof Scalar scalar)) {
            String hint =
                    node instanceof Node.Table ? "; put a text that begins with { in quotes" : "";
            mistakes.add(node.place(), "must be a single value, not " + node.kind() + hint);
            return Scalars.standIn(type, "");
        }
        if (scalar.isNull()) {
            mistakes.add(scalar.place(), NOTHING);
            return Scalars.standIn(type, "");
        }
        Optional<Text> text = references.resolve(scalar);
        return text.isPresent()
                ? read(type, scalar, text.get())
                : Scalars.standIn(type, scalar.text());
    }

    /// Whether a value comes to nothing because what it refers to is empty, as `${env:NAME:}` does
    /// where `NAME` is not set.
    boolean isEmptyReference(Node node) {
        return node instanceof Scalar scalar
                && references.resolve(scalar).filter(Text::isEmptyReference).isPresent();
    }

    private Object read(Class<?> type, Scalar scalar, Text text) {
        try {
            return Scalars.read(type, text.text(), scalar.source());
        } catch (Unfit e) {
            boolean hidden = text.referred() || type == Secret.class;
            String given = hidden ? "" : ", not " + quoted(text.text());
            Optional<String> meant = hidden ? Optional.empty() : e.meant();
            mistakes.add(new Mistake(scalar.place(), e.message() + given, meant));
            return meant(type, e.meant().orElse(""), scalar.source())
                    .orElseGet(() -> Scalars.standIn(type, text.text()));
        }
    }

    /// The value that was probably meant, to go on with until the configuration is refused.
    private static Optional<Object> meant(Class<?> type, String text, Source source) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Scalars.read(type, text, source));
        } catch (Unfit _) {
            return Optional.empty();
        }
    }

    /// A text of a record's own constructor, which may have put a secret into it.
    static String withoutSecrets(String text, List<@Nullable Object> arguments) {
        String clean = text;
        for (Object argument : arguments) {
            if (argument instanceof Secret secret && !secret.isEmpty()) {
                String before = clean;
                clean = secret.expose(value -> before.replace(value, secret.toString()));
            }
        }
        return clean;
    }

    private static String quoted(String text) {
        return text.codePointCount(0, text.length()) > QUOTED
                ? "\"" + text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "…\""
                : "\"" + text + "\"";
    }
}
