package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final Variants VARIANTS = Variants.NONE.with(Shade.class, "plain", Plain.class);
    private static final ConfigReader READER = new ConfigReader(VARIANTS, Set.of());

    @TempDir Path directory;

    record Root(
            List<Item> items,
            Map<String, List<Integer>> numbers,
            @Key(value = "", or = "{a: 1, b: [2s, 3s]}") Nested nested,
            @Key(value = "", or = "data") Path data,
            @Nullable Shade shade) {}

    record Nested(int a, List<Duration> b, @Key(value = "", or = "\"x: y\"") String c) {
        Nested {
            if (a < 1) {
                throw new IllegalArgumentException("a must be 1 or more");
            }
        }
    }

    record Item(@Shorthand String name, @Nullable Boolean on, @Nullable Secret secret) {
        Item {
            if (name.equals("odd")) {
                throw new IllegalArgumentException("the name may not be odd");
            }
            if (secret != null && secret.matches("short")) {
                String careless = secret.expose(text -> "the secret is " + text);
                throw new IllegalArgumentException(careless);
            }
        }
    }

    interface Shade {}

    record Plain(@Nullable String colour) implements Shade {}

    private Loaded<Root> load(String yaml) {
        return READER.load(
                Root.class,
                List.of(),
                List.of(new ConfigText("a.yaml", yaml)),
                Map.of(),
                (_, _) -> {});
    }

    private Loaded<Root> load(Path... files) {
        return READER.load(Root.class, List.of(files), Map.of(), (_, _) -> {});
    }

    private ConfigRejected rejected(Path... files) {
        return catchThrowableOfType(ConfigRejected.class, () -> load(files));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void fillsInWhatIsAbsent() throws IOException {
        Root root = load(write("a.yaml", "items: []")).value();

        Nested nested =
                new Nested(1, List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)), "x: y");
        assertThat(root)
                .isEqualTo(new Root(List.of(), Map.of(), nested, directory.resolve("data"), null));
    }

    @Test
    void takesAListOfShorthandsAndRecords() throws IOException {
        Path file = write("a.yaml", "{items: [a, {name: b, on: true}], numbers: {x: [1, 2]}}");

        Root root = load(file).value();

        assertThat(root.items())
                .containsExactly(new Item("a", null, null), new Item("b", true, null));
        assertThat(root.numbers()).containsExactly(Map.entry("x", List.of(1, 2)));
    }

    @Test
    void givesCollectionsThatCannotBeChanged() throws IOException {
        Root root = load(write("a.yaml", "{items: [a], numbers: {x: [1]}}")).value();

        assertThat(root.items()).isUnmodifiable();
        assertThatThrownBy(root.numbers()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysWhatAConstructorRefuses() {
        assertThatThrownBy(() -> load("data: 'x'\nitems:\n  - odd\n"))
                .hasMessageContaining("a.yaml:3:5  items[0]: the name may not be odd\n");
    }

    @Test
    void saysOfWhichKeyAConstructorSpeaks() {
        assertThatThrownBy(() -> load("{data: x, nested: {b: [], a: 0}}"))
                .hasMessageContaining("a.yaml:1:27  nested.a: must be 1 or more\n");
    }

    @Test
    void saysFileLineAndKeyOfEveryMistake() {
        String wrong =
                """
                items: [{nam: a}, {name: b, on: maybe}, odd, [c], {}]
                numbers: {x: [one, 2.5], y: 3, z}
                nested: {a: b, b: 5s, d: e}
                shade: {plaid: {}}
                unknown: {}
                """;

        ConfigRejected rejected = catchThrowableOfType(ConfigRejected.class, () -> load(wrong));

        assertThat(rejected.mistakes()).hasSizeGreaterThan(12);
        assertThat(rejected.mistakes())
                .allSatisfy(mistake -> {
                    assertThat(mistake.file()).isEqualTo("a.yaml");
                    assertThat(mistake.line()).isBetween(1, 5);
                    assertThat(mistake.column()).isPositive();
                    assertThat(mistake.keyPath()).isNotEmpty();
                    assertThat(mistake.message()).isNotEmpty();
                });
        assertThat(rejected.report().lines()).hasSize(rejected.mistakes().size());
    }

    @Test
    void hidesASecretThatAConstructorRepeats() {
        assertThatThrownBy(() -> load("items: [{name: a, secret: short}]"))
                .hasMessageContaining("items[0]: the secret is [secret]\n");
    }

    @Test
    void knowsWhereEverythingIsSaid() throws IOException {
        Path file =
                write(
                        "a.yaml",
                        """
                        items:
                          - a
                          - name: b
                            on: true
                        numbers:
                          x: [1]
                        shade: {plain: {colour: red}}
                        """);

        Loaded<Root> loaded = load(file);

        Root root = loaded.value();
        Item b = root.items().get(1);
        String name = file.toString();
        assertThat(loaded.at(root)).isEqualTo(new Place(name, 1, 1, ""));
        assertThat(loaded.at(root, "items")).isEqualTo(new Place(name, 1, 1, "items"));
        assertThat(loaded.at(root, "items", 1)).isEqualTo(new Place(name, 3, 5, "items[1]"));
        assertThat(loaded.at(root, "items", 9)).isEqualTo(new Place(name, 1, 1, "items"));
        assertThat(loaded.at(root.items().getFirst(), "name"))
                .isEqualTo(new Place(name, 2, 5, "items[0]"));
        assertThat(loaded.at(b, "on")).isEqualTo(new Place(name, 4, 5, "items[1].on"));
        assertThat(loaded.at(b, "secret")).isEqualTo(new Place(name, 3, 5, "items[1].secret"));
        assertThat(loaded.at(root, "numbers", "x")).isEqualTo(new Place(name, 6, 3, "numbers.x"));
        assertThat(loaded.at(root, "numbers", "y")).isEqualTo(new Place(name, 5, 1, "numbers"));
        assertThat(root.shade())
                .isInstanceOfSatisfying(
                        Plain.class,
                        plain ->
                                assertThat(loaded.at(plain, "colour").keyPath())
                                        .isEqualTo("shade.plain.colour"));
        assertThat(loaded.at(root.nested(), "a").keyPath()).isEqualTo("nested.a");
    }

    @Test
    void tellsEqualRecordsApart() throws IOException {
        Loaded<Root> loaded = load(write("a.yaml", "items: [{name: a}, {name: a}]"));

        List<Item> items = loaded.value().items();
        assertThat(loaded.at(items.get(0), "name").column()).isEqualTo(10);
        assertThat(loaded.at(items.get(1), "name").column()).isEqualTo(21);
        assertThatThrownBy(() -> loaded.at(new Item("a", null, null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsADirectoryInTheOrderOfNames() throws IOException {
        write("b.yml", "items: [b]");
        write("a.yaml", "items: [a]");
        write(".hidden.yaml", "items: [hidden]");
        write("notes.txt", "items: [notes]");
        Files.createDirectory(directory.resolve("c.yaml"));

        Root root = load(directory).value();

        assertThat(root.items()).extracting(Item::name).containsExactly("a", "b");
    }

    @Test
    void readsAFileThatIsNamedTwiceOnce() throws IOException {
        Path file = write("a.yaml", "items: [a]");

        assertThat(load(file, directory, directory.resolve("x/../a.yaml")).value().items())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "null\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        Path file = write("a.yaml", text);

        assertThat(rejected(file).report()).isEqualTo(file + ":1:1  is empty\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a list"})
    void refusesWhatIsNoMapping(String text) throws IOException {
        Path file = write("a.yaml", text);

        assertThat(rejected(file).report())
                .startsWith(file + ":1:1  must be a mapping of keys, not a ");
    }

    @Test
    void refusesFilesThatItCannotRead() throws IOException {
        Path none = directory.resolve("none.yaml");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path large = write("large.yaml", "#".repeat(Disk.LIMIT + 1));
        Path bytes = directory.resolve("bytes.yaml");
        Files.write(bytes, new byte[] {'a', ':', '\n', ' ', (byte) 0xc3, 'x'});

        assertThat(rejected(none, empty, large, bytes).report())
                .isEqualTo(
                        bytes
                                + ":2:2  holds bytes that are not UTF-8\n"
                                + empty
                                + ":1:1  holds no *.yaml or *.yml file\n"
                                + large
                                + ":1:1  cannot be read: it is larger than 8MiB\n"
                                + none
                                + ":1:1  cannot be read: there is no such file\n");
    }

    @Test
    void refusesFilesThatItMayNotRead() throws IOException {
        Path file = write("a.yaml", "items: []");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "runs as a user who may read everything");

        assertThat(rejected(file).report())
                .isEqualTo(file + ":1:1  cannot be read: no permission\n");
    }

    @Test
    void takesAByteOrderMark() throws IOException {
        assertThat(load(write("a.yaml", "\uFEFFitems: [a]")).value().items()).hasSize(1);
    }

    @Test
    void listsAtMostAHundredMistakes() {
        String items = "[x: 1]: 1\n".repeat(150);

        assertThatThrownBy(() -> load(items)).hasMessageEndingWith("… and 50 more\n");
    }

    @Test
    void masksControlCharactersInAReport() {
        assertThatThrownBy(() -> load("{data: x, \"\\e[31mred\": 1}"))
                .hasMessageContaining("[\"?[31mred\"]: unknown key");
    }

    @Test
    void passesOnWhatACheckThrowsOnASoundConfiguration() throws IOException {
        Path file = write("a.yaml", "items: []");

        assertThatThrownBy(() ->
                        READER.load(
                                Root.class,
                                List.of(file),
                                Map.of(),
                                (_, _) -> {
                                    throw new IllegalStateException("a bug");
                                }))
                .hasMessage("a bug");
    }

    @Test
    void doesNotCheckNamesWhereSomethingWasLeftOut() {
        String yaml = "{items: [odd], data: x}";

        assertThatThrownBy(() ->
                        READER.load(
                                Root.class,
                                List.of(),
                                List.of(new ConfigText("a.yaml", yaml)),
                                Map.of(),
                                (loaded, mistakes) ->
                                        mistakes.add(loaded.at(loaded.value()), "checked")))
                .hasMessageContaining("may not be odd")
                .hasMessageNotContaining("checked");
    }
}
