package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.grantway.authserver.PagesConfig;
import io.grantway.authserver.Theme;
import io.grantway.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemeTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void anotherColourIsAnotherAddress() {
        String standard = Theme.of(PagesConfig.STANDARD).stylesheet().name();
        String other =
                Theme.of(new PagesConfig("Acme", null, "#7a1fa2", Map.of())).stylesheet().name();

        assertThat(standard).matches("pages-[0-9a-f]{16}\\.css").isNotEqualTo(other);
        assertThat(Theme.of(PagesConfig.STANDARD).stylesheet().name()).isEqualTo(standard);
    }

    @Test
    void aLogoThatIsADocumentCannotRunScripts() throws IOException {
        Path file = Files.writeString(folder.resolve("logo.svg"), "<svg/>");

        Response logo =
                Theme.of(new PagesConfig("Acme", file, "#1f5fd0", Map.of()))
                        .logo()
                        .orElseThrow()
                        .response();

        assertThat(logo.headers().first("Content-Type")).contains("image/svg+xml");
        assertThat(logo.headers().first("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "sandbox");
    }

    @Test
    void aLogoThatCannotBeUsedIsNamed() throws IOException {
        Path missing = folder.resolve("none.png");
        Path other = Files.writeString(folder.resolve("logo.exe"), "x");
        Path huge = Files.write(folder.resolve("huge.png"), new byte[300_000]);

        assertRefused(missing, "cannot be read");
        assertRefused(other, "is not a .svg");
        assertRefused(huge, "is larger than 256 KiB");
    }

    @Test
    void aColourThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PagesConfig("Acme", null, "red;}", Map.of()))
                .withMessageContaining("accent");
    }

    @Test
    void textStaysReadableInEveryAccent() {
        for (String accent : new String[] {"#ffcc00", "#000000", "#ffffff", "#777777", "#00ff00"}) {
            String css = Palette.of(accent).properties();
            assertThat(css).matches("(?s):root\\{(--[a-z-]+:#[0-9a-f]{6};)+}.*}}\\s*");
            assertThat(contrast(property(css, "accent"), property(css, "on-accent")))
                    .as(accent)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(property(css, "link"), "#ffffff"))
                    .as(accent)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static void assertRefused(Path logo, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Theme.of(new PagesConfig("Acme", logo, "#1f5fd0", Map.of())))
                .withMessageContaining("logo: " + logo)
                .withMessageContaining(why);
    }

    private static String property(String css, String name) {
        return css.replaceFirst("(?s).*?--" + name + ":(#[0-9a-f]{6});.*", "$1");
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double share = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            double linear =
                    share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
            sum += weights[i] * linear;
        }
        return sum;
    }
}
