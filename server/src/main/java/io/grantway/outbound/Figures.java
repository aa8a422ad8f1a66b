package io.grantway.outbound;

/// The numbers of a connection.
///
/// @param failures calls without an answer
/// @param retries requests that were made again
/// @param renewals of tokens that an API refused
public record Figures(long calls, long failures, long retries, long renewals) {}
