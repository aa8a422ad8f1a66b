package io.grantway.analytics;

import java.time.Instant;

/// The figures of one series in one step of time.
///
/// @param start of the step
public record Row(Instant start, Series series, Figures figures) {}
