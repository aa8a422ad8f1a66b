package io.grantway.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the known name that a misspelt one was probably meant to be.
public final class Nearest {
    private Nearest() {}

    /// The known name with the smallest Damerau-Levenshtein distance (case, `-` and `_` not
    /// counted), where that is small against the length; the first of several.
    public static Optional<String> to(String wanted, Collection<String> known) {
        String plain = plain(wanted);
        int allowed = Math.max(1, Math.min(3, plain.length() / 3));
        String best = null;
        int smallest = allowed + 1;
        for (String name : known) {
            String candidate = plain(name);
            int distance =
                    Math.abs(candidate.length() - plain.length()) >= smallest
                            ? smallest
                            : distance(plain, candidate);
            if (distance < smallest && distance < candidate.length()) {
                best = name;
                smallest = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that lead from one to the
    /// other.
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int cheapest(int[][] steps, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + change);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
