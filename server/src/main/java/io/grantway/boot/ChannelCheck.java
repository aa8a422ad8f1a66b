package io.grantway.boot;

import io.grantway.config.Loaded;
import io.grantway.config.Mistakes;
import io.grantway.config.Place;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import io.grantway.services.FilesChannelConfig;
import io.grantway.services.RestChannelConfig;
import io.grantway.services.ScheduleChannelConfig;
import io.grantway.services.channel.DueTimes;
import io.grantway.services.channel.RequireCredential;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// Checks the channels of one workspace; their paths are checked with all routes.
///
/// @param alone whether the security definitions that they may name are elsewhere
record ChannelCheck(
        WorkspaceConfig workspace, boolean alone, Loaded<Configuration> loaded, Mistakes mistakes) {
    void run() {
        Map<String, Place> names = new HashMap<>();
        Map<Path, Place> directories = new HashMap<>();
        for (ChannelConfig channel : workspace.channels()) {
            ConfigurationCheck.once(
                    names, channel.name(), loaded.at(channel, "name"), "channel", mistakes);
            RestChannelConfig rest = channel.rest();
            ScheduleChannelConfig schedule = channel.schedule();
            FilesChannelConfig files = channel.files();
            if (rest != null) {
                check(rest);
            }
            if (schedule != null) {
                check(schedule);
            }
            if (files != null) {
                check(files);
                ConfigurationCheck.once(
                        directories,
                        files.directory(),
                        loaded.at(files, "directory"),
                        mistakes,
                        "directory that a channel watches");
            }
        }
    }

    private void check(RestChannelConfig rest) {
        for (int i = 0; i < rest.methods().size(); i++) {
            if (!rest.methods().get(i).matches(RouteCheck.METHOD)) {
                mistakes.add(
                        loaded.at(rest, "methods", i),
                        "a method is written in capitals: GET, POST");
            }
        }
        String security = rest.security();
        if (security == null || alone) {
            return;
        }
        List<SecurityDefinitionConfig> all = workspace.securityDefinitions();
        Optional<SecurityDefinitionConfig> meant =
                all.stream().filter(each -> each.name().equals(security)).findFirst();
        if (meant.isEmpty()) {
            mistakes.addUnknown(
                    loaded.at(rest, "security"),
                    "there is no security definition \"" + security + "\" in this workspace",
                    security,
                    all.stream().map(SecurityDefinitionConfig::name).toList());
        }
        meant.flatMap(RequireCredential::unfit)
                .ifPresent(why -> mistakes.add(loaded.at(rest, "security"), why));
    }

    private void check(ScheduleChannelConfig schedule) {
        try {
            DueTimes.zone(schedule.zone());
        } catch (IllegalArgumentException e) {
            mistakes.add(loaded.at(schedule, "zone"), String.valueOf(e.getMessage()));
            return;
        }
        try {
            DueTimes.of(schedule);
        } catch (IllegalArgumentException e) {
            mistakes.add(loaded.at(schedule, "cron"), String.valueOf(e.getMessage()));
        }
    }

    private void check(FilesChannelConfig files) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + files.pattern());
        } catch (PatternSyntaxException e) {
            mistakes.add(
                    loaded.at(files, "pattern"), "is no pattern of names: " + e.getDescription());
        }
        directory(files, "directory", files.directory());
        directory(files, "done", files.done());
        directory(files, "failed", files.failed());
    }

    /// It is made where only it is missing: a whole path that is missing is most likely misspelt.
    private void directory(FilesChannelConfig files, String key, Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            mistakes.add(loaded.at(files, key), path + " is no directory");
        } else if (!Files.exists(path) && parent != null && !Files.isDirectory(parent)) {
            mistakes.add(
                    loaded.at(files, key),
                    "there is no directory " + path + ", nor " + parent + " to make it in");
        }
    }
}
