package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final Variants VARIANTS =
            Variants.NONE
                    .with(Shape.class, "circle", Circle.class)
                    .with(Shape.class, "point", Point.class);

    enum Colour {
        RED,
        LIGHT_BLUE
    }

    record Root(
            @Key(value = "What to draw.", example = "a | b") List<Picture> pictures,
            @Key(value = "Names\nof inks.") Map<String, Ink> inks) {}

    record Picture(
            @Shorthand @Key("Its title.") String title,
            @Key(value = "Its colour.", or = "red") Colour colour,
            @Key("How long it is shown.") @Nullable Duration shown,
            @Key("Drawn first.") List<Shape> shapes,
            @Inline @Key("The frame.") Shape frame) {}

    record Ink(@Key("Not shown.") Secret recipe) {}

    interface Shape {}

    record Circle(@Key(value = "Half its width.", or = "1") int radius) implements Shape {}

    record Point() implements Shape {}

    @Test
    void describesEveryRecordInATable() {
        String page = ConfigReference.of(Root.class, VARIANTS, "Pictures");

        assertThat(page).startsWith("# Pictures\n\nOne YAML 1.2 file, several, or a directory");
        assertThat(page.substring(page.indexOf("\n| key")))
                .isEqualTo(
                        """

                        | key | type | default | meaning | example |
                        |---|---|---|---|---|
                        | `pictures` | list of [`pictures[]`](#pictures) | – | What to draw. | `a \\| b` |
                        | `inks` | names, each with [`inks.*`](#inks) | – | Names of inks. |  |

                        <a id="pictures"></a>

                        ## `pictures[]`

                        May be written as its `title` alone.

                        | key | type | default | meaning | example |
                        |---|---|---|---|---|
                        | `title` | text | **required** | Its title. |  |
                        | `colour` | one of `red`, `lightBlue` | `red` | Its colour. |  |
                        | `shown` | duration | – | How long it is shown. |  |
                        | `shapes` | list of one of [`circle`](#pictures-shapes-circle), [`point`](#pictures-shapes-point) | – | Drawn first. |  |
                        | `circle` | [`pictures[].shapes[].circle`](#pictures-shapes-circle) | one of these | The frame. |  |
                        | `point` | [`pictures[].shapes[].point`](#pictures-shapes-point) | one of these | The frame. |  |

                        <a id="pictures-shapes-circle"></a>

                        ## `pictures[].shapes[].circle`

                        | key | type | default | meaning | example |
                        |---|---|---|---|---|
                        | `radius` | whole number | `1` | Half its width. |  |

                        <a id="pictures-shapes-point"></a>

                        ## `pictures[].shapes[].point`

                        It has no keys.

                        <a id="inks"></a>

                        ## `inks.*`

                        | key | type | default | meaning | example |
                        |---|---|---|---|---|
                        | `recipe` | secret | **required** | Not shown. |  |
                        """);
    }

    @Test
    void linksOnlyToWhatIsThere() {
        String page = ConfigReference.of(SampleConfig.class, SampleConfig.VARIANTS, "Sample");

        List<String> anchors = all(page, "<a id=\"([^\"]*)\">");
        assertThat(anchors).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(all(page, "\\]\\(#([^)]*)\\)")).isSubsetOf(anchors);
    }

    private static List<String> all(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
