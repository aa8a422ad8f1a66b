package io.grantway.services.channel;

import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Variants;
import io.grantway.outbound.SecurityDefinitionConfig;
import io.grantway.services.ChannelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Channels written as in a configuration.
final class ChannelFixtures {
    private ChannelFixtures() {}

    /// What a text is bound to.
    record Written(
            @Key("Channels.") List<ChannelConfig> channels,
            @Key("Definitions.") List<SecurityDefinitionConfig> securityDefinitions) {}

    static Written read(String yaml) {
        return new ConfigReader(Variants.NONE, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("test.yaml", yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value();
    }

    /// One that names files.
    static ChannelConfig channel(Path directory, String yaml) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("grantway.yaml"),
                        "channels: [{name: test, " + yaml + "}]");
        return new ConfigReader(Variants.NONE, Set.of())
                .load(Written.class, List.of(file), List.of(), Map.of(), (_, _) -> {})
                .value()
                .channels()
                .getFirst();
    }

    /// @param yaml such as `schedule: {…}`
    static ChannelConfig channel(String yaml) {
        return read("channels: [{name: test, " + yaml + "}]").channels().getFirst();
    }

    static SecurityDefinitionConfig definition(String yaml) {
        return read("securityDefinitions: [{name: Frontdesk, " + yaml + "}]")
                .securityDefinitions()
                .getFirst();
    }
}
