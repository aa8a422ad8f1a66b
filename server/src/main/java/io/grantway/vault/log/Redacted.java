package io.grantway.vault.log;

import io.grantway.vault.VaultEvent;
import java.util.regex.Pattern;

/// Texts of others without what could be a secret, and without what could harm a log or a page.
public final class Redacted {
    private static final int LONGEST = 240;
    private static final int LONGEST_WORD = 64;

    /// Queries and fragments: they hold tokens, codes and signatures.
    private static final Pattern QUERY = Pattern.compile("[?#]\\S*");

    /// `access_token=…`, `Authorization: Bearer …`.
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)\\b([a-z_-]*(?:token|secret|passw|key|code|signature|authorization"
                            + "|cookie)[a-z_-]*'?\\s*[:=]\\s*'?(?:bearer |basic )?|bearer |basic )"
                            + "[^\\s',;&]+");

    /// Runs of letters that only machines write. Segments of paths count one by one: a path as a
    /// whole is what makes a line of the log worth reading.
    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9+=_.~%-]{24,}");

    private Redacted() {}

    public static String of(String text) {
        String visible = text.replaceAll("[^ -~]+", " ").replaceAll("[\"\\\\<>]", "'").strip();
        String clean = QUERY.matcher(visible).replaceAll("");
        clean = NAMED.matcher(clean).replaceAll("$1…");
        clean = LONG.matcher(clean).replaceAll("…");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }

    /// A word of a protocol, such as a reason.
    private static String word(String text) {
        String clean = of(text);
        return clean.length() > LONGEST_WORD ? clean.substring(0, LONGEST_WORD) : clean;
    }

    static VaultEvent of(VaultEvent event) {
        return new VaultEvent(
                event.at(),
                event.kind(),
                event.account(),
                word(event.outcome()),
                event.status(),
                event.millis(),
                event.bytes(),
                // A whole hash would let whoever reads the log test guesses of tokens.
                event.tokenHash().map(Redacted::shortened),
                of(event.detail()),
                event.requestId().map(Redacted::id));
    }

    private static String shortened(String hash) {
        String digits = hash.replaceAll("[^0-9a-fA-F]", "");
        return digits.substring(0, Math.min(12, digits.length()));
    }

    private static String id(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,128}") ? text : "…";
    }
}
