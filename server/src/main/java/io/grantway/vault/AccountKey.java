package io.grantway.vault;

/// Which account: one user of one app has one at each provider.
///
/// @param app that the user belongs to; no other sees it
/// @param user as the app calls them, at most 256 characters
/// @param provider by its name
public record AccountKey(String workspace, String app, String user, String provider) {}
