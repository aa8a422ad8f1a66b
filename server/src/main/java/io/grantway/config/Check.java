package io.grantway.config;

/// Looks for mistakes that no single key shows: names that mean nothing, duplicates, overlaps.
@FunctionalInterface
public interface Check<T> {
    /// Called once everything is bound. Values whose own text was wrong, and reported, are replaced
    /// by harmless stand-ins, so that one report can name all mistakes; the configuration is
    /// refused in the end.
    void check(Loaded<T> loaded, Mistakes mistakes);
}
