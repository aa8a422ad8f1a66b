package io.grantway.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/// Spoils a text a little, the same way for the same random numbers.
record Mutation(RandomGenerator random) {
    private static final List<String> WORDS =
            List.of(
                    "",
                    "\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "%",
                    "%00",
                    "%ff",
                    "%zz",
                    "&",
                    "=",
                    "\0",
                    "\n",
                    "\r\n",
                    "\t",
                    " ",
                    "-",
                    "--b",
                    "null",
                    "true",
                    "-1",
                    "1e999",
                    "9999999999999",
                    "0.1",
                    "..",
                    "//",
                    "\\",
                    "\uD800",
                    "\uFFFD",
                    "ü",
                    "${env:X}",
                    "*",
                    "!!",
                    "~",
                    "a".repeat(3000));

    String of(String text) {
        String spoiled = text;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            spoiled = once(spoiled);
        }
        return spoiled;
    }

    private String once(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        String word =
                random.nextBoolean()
                        ? WORDS.get(random.nextInt(WORDS.size()))
                        : Character.toString(random.nextInt(0x100));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, from) + word + text.substring(from);
            case 1 -> text.substring(0, from) + word + text.substring(to);
            case 2 -> text.substring(0, from) + text.substring(to);
            default -> text.substring(0, to) + text.substring(from);
        };
    }
}
