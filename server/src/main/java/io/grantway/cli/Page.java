package io.grantway.cli;

import java.io.PrintStream;

/// What a command tells in several parts, for a person to read.
final class Page {
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String CYAN = "36";
    private static final int REFUSED = 400;

    private final PrintStream out;
    private final boolean colours;
    private int steps;

    Page(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void title(String text) {
        out.println();
        out.println(painted(BOLD, text));
    }

    /// A numbered step, and the command that repeats it.
    void step(String text, String command) {
        out.println();
        out.println(painted(BOLD, ++steps + "  " + text));
        out.println("   " + painted(CYAN, "$ " + command));
    }

    void answer(int status, String body) {
        String code = painted(status < REFUSED ? GREEN : RED, Integer.toString(status));
        out.println("   " + code + " " + body.strip());
        out.flush();
    }

    /// A line of a list.
    void entry(String name, String text) {
        out.println("   " + painted(DIM, "%-22s".formatted(name)) + text);
        out.flush();
    }

    private String painted(String colour, String text) {
        return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
