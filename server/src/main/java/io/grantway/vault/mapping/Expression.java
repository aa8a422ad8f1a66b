package io.grantway.vault.mapping;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression of JSONata (jsonata.org), as an operator wrote it. What a caller or a provider
/// says is its input, and never becomes part of it.
///
/// The library keeps what it works on in the parsed expression and in the thread, so that one that
/// two threads share would mix their inputs: each evaluation parses its own.
final class Expression {
    private static final int DEEPEST = 400;
    private static final int WIDEST = 10_000;

    private final String text;

    private Expression(String text) {
        this.text = text;
    }

    /// @throws Malformed saying where
    static Expression parse(String text) {
        try {
            Jsonata parsed = Jsonata.jsonata(text);
            if (parsed.getErrors() != null && !parsed.getErrors().isEmpty()) {
                throw new Malformed("is no JSONata: " + parsed.getErrors().getFirst().getMessage());
            }
            return new Expression(text);
        } catch (JException e) {
            String where = e.getLocation() < 0 ? "" : " at character " + e.getLocation();
            throw new Malformed("is no JSONata" + where + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError _) {
            throw new Malformed("is no JSONata, or nested too deeply");
        }
    }

    String text() {
        return text;
    }

    /// For a thread that nothing else waits for: a regular expression in it may take for ever.
    ///
    /// @param endNanos by [System#nanoTime]
    /// @throws EvaluationFailure in words that do not repeat the input
    @Nullable Object evaluate(@Nullable Object input, long endNanos) {
        Bounds bounds = new Bounds(endNanos);
        try {
            Jsonata parsed = Jsonata.jsonata(text);
            Frame frame = parsed.createFrame();
            frame.setEvaluateEntryCallback((_, _, _) -> bounds.entered());
            frame.setEvaluateExitCallback((_, _, _, _) -> bounds.left());
            frame.bind("eval", new JFunction((_, _) -> noEval(), null));
            frame.bind("pad", new JFunction((_, given) -> padded(given), "<s-ns?:s>"));
            return parsed.evaluate(input, frame);
        } catch (JException e) {
            throw failure(bounds, "fails (" + code(e) + ")" + where(e));
        } catch (RuntimeException _) {
            throw failure(bounds, "fails");
        } catch (StackOverflowError _) {
            throw new EvaluationFailure("calls itself too deeply");
        }
    }

    private static EvaluationFailure failure(Bounds bounds, String otherwise) {
        String broken = bounds.broken;
        return new EvaluationFailure(broken == null ? otherwise : broken);
    }

    private static String code(JException e) {
        String code = String.valueOf(e.getError());
        return code.matches("[A-Z][0-9]{4}") ? code : "no code";
    }

    private static String where(JException e) {
        return e.getLocation() < 0 ? "" : " at character " + e.getLocation();
    }

    /// It would make an expression of what a provider answers.
    private static Object noEval() {
        throw new IllegalArgumentException("$eval is not there");
    }

    /// A width that an answer chose could fill the memory.
    private static @Nullable Object padded(List<?> given) {
        if (!(given.get(0) instanceof String text) || !(given.get(1) instanceof Number width)) {
            return null;
        }
        if (Math.abs(width.doubleValue()) > WIDEST) {
            throw new IllegalArgumentException("$pad is too wide");
        }
        return Functions.pad(
                text, width, given.size() > 2 && given.get(2) instanceof String with ? with : null);
    }

    @Override
    public String toString() {
        return text;
    }

    /// What an evaluation may take.
    private static final class Bounds {
        private final long endNanos;
        private int depth;
        private @Nullable String broken;

        Bounds(long endNanos) {
            this.endNanos = endNanos;
        }

        void entered() {
            if (++depth > DEEPEST) {
                broken = "calls itself too deeply";
            } else if (endNanos - System.nanoTime() < 0 || Thread.currentThread().isInterrupted()) {
                broken = "takes too long";
            }
            if (broken != null) {
                throw new IllegalStateException(broken);
            }
        }

        void left() {
            depth--;
        }
    }

    /// An expression that cannot be read.
    static final class Malformed extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Malformed(String text) {
            super(text);
        }
    }
}
