package io.grantway.config;

/// A configuration that is not a file here: sent over the admin API, or written in a test. It
/// cannot refer to files: `${file:…}` and path settings in it are mistakes, since whoever may send
/// a configuration must not thereby read this machine's files.
///
/// @param name what mistakes call it, usually the name of the sender's file
public record ConfigText(String name, String content) {}
