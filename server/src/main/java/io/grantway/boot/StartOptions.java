package io.grantway.boot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a server is started with.
///
/// @param config files and directories, which add up
/// @param data the data directory; made where missing
/// @param environment for `${env:…}`, `GRANTWAY_…` settings and the admin token
/// @param out for the operator: the admin token at the first start, the report of a refused reload
public record StartOptions(
        List<Path> config, Path data, Map<String, String> environment, PrintStream out) {
    public StartOptions {
        config = List.copyOf(config);
        environment = Map.copyOf(environment);
    }

    /// Without the environment, which holds secrets.
    @Override
    public String toString() {
        return "StartOptions[" + config + ", " + data + "]";
    }
}
