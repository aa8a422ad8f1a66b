package io.grantway.vault;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that uses the vault.
public record VaultAppConfig(
        @Key(value = "Unique in the workspace.", example = "printpixie") String name,
        @Key(
                        "What its server proves itself with, as `Authorization: Bearer`, 16"
                                + " characters or more. An app without one cannot call.")
                @Nullable Secret key,
        @Key(
                        value =
                                "Where its users may be sent after connecting; `*` at the end"
                                        + " stands for any rest of the path.",
                        example = "['https://printpixie.example/*']")
                List<String> returnUrls,
        @Key(
                        value = "The pages that may embed the connect window, by origin.",
                        example = "['https://printpixie.example']")
                List<String> origins,
        @Key(value = "The providers it may use; all where absent.", example = "[google-drive]")
                @Nullable List<String> providers) {
    public VaultAppConfig {
        returnUrls = List.copyOf(returnUrls);
        origins = List.copyOf(origins);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
    }
}
