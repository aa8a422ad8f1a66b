package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs `src/test/config/*.yamltest`: what is given, a line of dashes, then the configuration as it
/// was understood, or the exact report. What is given is `grantway.yaml`, or several files, each
/// behind a line `=== name`; `=== environment` holds `NAME=value` lines. Run with
/// `-Dgolden.write=true` to write what comes out in place of what is expected, and read the
/// difference.
class GoldenConfigTest {
    private static final String DASHES = "----------\n";
    private static final ConfigReader READER =
            new ConfigReader(SampleConfig.VARIANTS, Set.of("GRANTWAY_HOME"));

    @TempDir Path directory;

    static List<Path> goldens() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/config"))) {
            return files.filter(f -> f.toString().endsWith(".yamltest")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void givesWhatTheFileSays(Path golden) throws Exception {
        String content = Files.readString(golden);
        int split = content.indexOf("\n" + DASHES) + 1;
        assertThat(split).as("a line of ten dashes").isPositive();
        String given = content.substring(0, split);
        String expected = content.substring(split + DASHES.length());

        String result = result(given);

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, given + DASHES + result);
        }
        assertThat(result).isEqualTo(expected);
    }

    private String result(String given) throws Exception {
        Map<String, String> files = files(given);
        Map<String, String> environment = new HashMap<>();
        String variables = files.containsKey("environment") ? files.remove("environment") : "";
        variables.lines().forEach(line -> variable(line, environment));
        List<Path> named = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (file.getKey().endsWith(".yaml")) {
                named.add(path);
            }
        }
        try {
            Loaded<SampleConfig> loaded =
                    READER.load(
                            SampleConfig.class,
                            named,
                            environment,
                            (config, mistakes) -> new SampleCheck(config, mistakes).run());
            return Rendering.of(loaded.value(), directory);
        } catch (ConfigRejected rejected) {
            return rejected.report().replace(directory + "/", "");
        }
    }

    private static void variable(String line, Map<String, String> environment) {
        int equals = line.indexOf('=');
        environment.put(line.substring(0, equals), line.substring(equals + 1));
    }

    private static Map<String, String> files(String given) {
        Map<String, String> files = new LinkedHashMap<>();
        if (!given.startsWith("=== ")) {
            files.put("grantway.yaml", given);
            return files;
        }
        for (String part : given.substring("=== ".length()).split("\n=== ", -1)) {
            int end = part.indexOf('\n');
            String text = part.substring(end + 1);
            files.put(part.substring(0, end), text.endsWith("\n") ? text : text + "\n");
        }
        return files;
    }
}
