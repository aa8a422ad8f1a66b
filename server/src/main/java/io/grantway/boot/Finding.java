package io.grantway.boot;

/// What a check found.
///
/// @param name of the check
/// @param what there is, or is wrong
/// @param mend how to mend it; empty where nothing is wrong
public record Finding(Grade grade, String name, String what, String mend) {
    /// How bad it is.
    public enum Grade {
        OK,
        WARN,
        BAD
    }

    static Finding ok(String name, String what) {
        return new Finding(Grade.OK, name, what, "");
    }

    static Finding warn(String name, String what, String mend) {
        return new Finding(Grade.WARN, name, what, mend);
    }

    static Finding bad(String name, String what, String mend) {
        return new Finding(Grade.BAD, name, what, mend);
    }
}
