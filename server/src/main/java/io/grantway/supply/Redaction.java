package io.grantway.supply;

/// Takes out of others' texts what could be a secret, and what could harm a log or a page.
final class Redaction {
    private static final int LONGEST = 160;

    private Redaction() {}

    /// Long runs of the letters of tokens go, and all but visible ASCII.
    static String of(String text) {
        String visible = text.replaceAll("[^ -~]+", " ").replaceAll("[\"\\\\<>]", "'").strip();
        String clean = visible.replaceAll("[A-Za-z0-9+/=_.~-]{24,}", "…");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
