package io.grantway.outbound.checkup;

/// One thing that was looked at. Nothing in it is secret.
///
/// @param of whose it is: `token server` or `API`
/// @param name such as `dns`
/// @param text what was found, for people
/// @param advice what helps; empty where nothing is wrong
public record Step(
        String of, String name, Verdict verdict, String text, String advice, long millis) {
    /// How it went.
    public enum Verdict {
        OK,
        /// It works, and will not for long, or not always.
        WARN,
        FAILED,
        /// It was not looked at.
        SKIPPED
    }
}
