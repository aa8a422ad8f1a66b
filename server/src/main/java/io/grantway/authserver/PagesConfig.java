package io.grantway.authserver;

import io.grantway.config.Key;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the login and consent pages look and speak.
public record PagesConfig(
        @Key(
                        value = "What the pages call you: your product or organisation.",
                        or = "Grantway",
                        example = "Acme")
                String name,
        @Key(
                        value =
                                "File with your logo: `.svg`, `.png`, `.jpg` or `.webp`, at most"
                                        + " 256 KiB.",
                        example = "/etc/grantway/logo.svg")
                @Nullable Path logo,
        @Key(
                        value =
                                "Your colour, for buttons, links and focus, as `#rrggbb`. Text on"
                                        + " it, and links in it, are kept readable.",
                        or = "'#1f5fd0'",
                        example = "'#7a1fa2'")
                String accent,
        @Key(
                        value = "What each scope allows, in words for the user who is asked.",
                        example = "{read: See your events}")
                Map<String, String> scopes) {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /// What applies where the configuration says nothing.
    public static final PagesConfig STANDARD =
            new PagesConfig("Grantway", null, "#1f5fd0", Map.of());

    public PagesConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty; leave it out, or say who you are");
        }
        if (!COLOUR.matcher(accent).matches()) {
            throw new IllegalArgumentException(
                    "accent must be a colour as #rrggbb, in quotes, such as '#1f5fd0'");
        }
        scopes = Map.copyOf(scopes);
    }
}
