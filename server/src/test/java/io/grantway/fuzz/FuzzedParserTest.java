package io.grantway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The inputs that fuzzing begins with, those that it once found, and a few hundred like them.
class FuzzedParserTest {
    private static final Path INPUTS = Path.of("src/test/resources/fuzz");
    private static final int MUTATIONS = 100;

    @ParameterizedTest
    @EnumSource
    void readsWhatItShouldAndRefusesTheRestInGoodOrder(FuzzedParser parser) throws IOException {
        Mutation mutation = new Mutation(new SplittableRandom(parser.name().hashCode()));
        List<String> inputs = inputs(parser);
        assertThat(inputs).isNotEmpty();

        for (String input : inputs) {
            read(parser, input);
            for (int i = 0; i < MUTATIONS; i++) {
                read(parser, mutation.of(input));
            }
        }
    }

    private static void read(FuzzedParser parser, String input) {
        assertThatCode(() -> parser.read(input)).as("input: %s", input).doesNotThrowAnyException();
    }

    private static List<String> inputs(FuzzedParser parser) throws IOException {
        Path directory = INPUTS.resolve(parser.name().toLowerCase(Locale.ROOT));
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(FuzzedParserTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
