package io.grantway.config;

/// Where the configuration says something.
///
/// @param file as it was named on the command line, or the environment variable that sets the value
/// @param line from 1; 0 for an environment variable
/// @param column from 1; 0 for an environment variable
/// @param keyPath such as `workspaces[0].apis[1].upstream`; empty for the whole file
public record Place(String file, int line, int column, String keyPath) {
    static Place startOf(String file) {
        return new Place(file, 1, 1, "");
    }

    static Place environment(String variable, String keyPath) {
        return new Place(variable, 0, 0, keyPath);
    }

    /// A key of the mapping that stands here, as if it were written at the mapping's beginning.
    Place key(String name) {
        String step = isPlain(name) ? name : "[\"" + name + "\"]";
        String dot = keyPath.isEmpty() || !isPlain(name) ? "" : ".";
        return new Place(file, line, column, keyPath + dot + step);
    }

    /// An item of the list that stands here, as if it were written at the list's beginning.
    Place item(int index) {
        return new Place(file, line, column, keyPath + "[" + index + "]");
    }

    /// The same key path at another point of the file.
    Place at(int otherLine, int otherColumn) {
        return new Place(file, otherLine, otherColumn, keyPath);
    }

    /// File and line only, for a sentence about another place.
    public String brief() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return keyPath.isEmpty() ? brief() : brief() + "  " + keyPath;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || "-_/*".indexOf(c) >= 0);
    }
}
