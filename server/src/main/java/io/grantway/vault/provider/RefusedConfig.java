package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer that means something else than its status.
public record RefusedConfig(
        @Key("The status of the answer.") int status,
        @Key(value = "A path in its JSON; the status says it where absent.", example = "error.code")
                @Nullable String path,
        @Key("What stands there, one of these; anything where empty.") List<String> values) {
    public RefusedConfig {
        values = List.copyOf(values);
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status must be 100 to 599");
        }
    }
}
