package io.grantway.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What the YAML parser complains of, in words that say what to do. The parser's own text is not
/// passed on, since some of its complaints quote the file, and so perhaps a secret.
final class YamlProblem {
    private static final String MISINDENTED =
            "this line's indentation does not fit the lines above it";
    private static final String QUOTE = "put the value in quotes";

    private YamlProblem() {}

    static Place place(YamlEngineException problem, String text, Place start) {
        return switch (problem) {
            case MarkedYamlEngineException marked ->
                    marked.getProblemMark()
                            .or(marked::getContextMark)
                            .map(mark -> start.at(mark.getLine() + 1, mark.getColumn() + 1))
                            .orElse(start);
            case ReaderException reader -> position(text, reader.getPosition(), start);
            default -> start;
        };
    }

    static String message(YamlEngineException problem) {
        return switch (problem) {
            case MarkedYamlEngineException marked -> message(marked);
            case ReaderException reader ->
                    "holds the control character U+%04X, which YAML does not allow"
                            .formatted(reader.getCodePoint());
            default -> "is not YAML 1.2";
        };
    }

    private static String message(MarkedYamlEngineException marked) {
        String said = marked.getProblem() == null ? "" : marked.getProblem();
        String about = marked.getContext() == null ? "" : marked.getContext();
        if (said.contains("(TAB)")) {
            return "a tab; YAML is indented with spaces";
        }
        if (said.contains("cannot start any token")) {
            return "a value cannot begin with this character; " + QUOTE;
        }
        if (said.contains("mapping values are not allowed")) {
            return "a ':' is not expected here: check the indentation, or " + QUOTE;
        }
        if (said.contains("end of stream") || about.contains("quoted scalar")) {
            return inQuotes(marked, said);
        }
        if (about.contains("flow")) {
            return "a ',' or the closing bracket is missing for the one opened" + opened(marked);
        }
        if (about.contains("tag") || about.contains("anchor") || about.contains("alias")) {
            return "a value that begins with !, & or * has a meaning of its own in YAML; " + QUOTE;
        }
        return said.contains("expected") || said.contains("sequence entries")
                ? MISINDENTED
                : "is not YAML 1.2";
    }

    private static String inQuotes(MarkedYamlEngineException marked, String said) {
        return said.contains("escape")
                ? "an unknown escape after \\ in double quotes; use single quotes"
                : "the quote is not closed that was opened" + opened(marked);
    }

    private static String opened(MarkedYamlEngineException marked) {
        return marked.getContextMark().map(YamlProblem::line).orElse(" above");
    }

    private static String line(Mark mark) {
        return " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static Place position(String text, int position, Place start) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return start.at(line + 1, before.length() - before.lastIndexOf('\n'));
    }
}
