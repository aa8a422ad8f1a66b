package io.grantway.cli;

import java.nio.file.Path;

/// The distribution's directory, as the launcher says; the working directory where there was no
/// launcher.
final class Home {
    private Home() {}

    static Path file(String name) {
        return Path.of(System.getProperty("grantway.home", "")).resolve(name);
    }
}
