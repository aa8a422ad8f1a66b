package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {
    private final Mistakes mistakes = new Mistakes();

    private Optional<Node> parse(String yaml) {
        return YamlTree.parse(yaml, new Source("a.yaml", Path.of("/"), true), mistakes);
    }

    private String report() {
        return String.join("\n", mistakes.list().stream().map(Mistake::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a:;>b: 1 | a.yaml:2:1  a tab; YAML is indented with spaces",
                "a: @b | a.yaml:1:4  a value cannot begin with this character; put the value in"
                        + " quotes",
                "a: b: c | a.yaml:1:5  a ':' is not expected here: check the indentation, or put"
                        + " the value in quotes",
                "a: \"b;c: d | a.yaml:2:5  the quote is not closed that was opened at line 1,"
                        + " column 4",
                "a: \"\\q\" | a.yaml:1:6  an unknown escape after \\ in double quotes; use single"
                        + " quotes",
                "a: [1, 2;b: 3 | a.yaml:2:2  a ',' or the closing bracket is missing for the one"
                        + " opened at line 1, column 4",
                "- a;b: c | a.yaml:2:1  this line's indentation does not fit the lines above it",
                "a: - b | a.yaml:1:4  this line's indentation does not fit the lines above it",
                "a: 1;---;b: 2 | a.yaml:2:1  a second document begins here; write it in its own"
                        + " file",
                "a: 1;a: 2 | a.yaml:2:1  a: is set twice, also at a.yaml:1:1",
                "a: {b: 1, b: 1} | a.yaml:1:11  a.b: is set twice, also at a.yaml:1:5",
                "a: *b | a.yaml:1:4  a: a value that begins with * is an alias, and its anchor is"
                        + " not defined above; put a text in quotes",
                "a: &b [*b] | a.yaml:1:8  a[0]: a value that begins with * is an alias, and its"
                        + " anchor is not defined above; put a text in quotes",
                "a: !b c | a.yaml:1:4  a: a value that begins with ! is a YAML tag; put a text in"
                        + " quotes",
                "[a]: b | a.yaml:1:1  a key must be a single value",
                "a: !<planted b | a.yaml:1:13  a value that begins with !, & or * has a meaning of"
                        + " its own in YAML; put the value in quotes",
                "%YAML 3.0;---;a: 1 | a.yaml:1:1  is not YAML 1.2"
            })
    void saysWhereAndWhat(String yaml, String expected) {
        parse(yaml.replace(';', '\n').replace('>', '\t'));

        assertThat(report()).isEqualTo(expected);
    }

    @Test
    void namesControlCharactersAndTheirLine() {
        parse("a: 1\nb: x\u0007y\n");

        assertThat(report())
                .isEqualTo(
                        "a.yaml:2:5  holds the control character U+0007, which YAML does not"
                                + " allow");
    }

    @Test
    void writesAliasesOut() {
        Optional<Node> node = parse("a: &x {b: [1]}\nc: *x\n");

        assertThat(mistakes.isEmpty()).isTrue();
        assertThat(node.map(Node::size)).contains(7);
    }

    @Test
    void stopsWhereAliasesMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = ", *a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(10).substring(2)));
        }

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(parse(bomb.toString())).isEmpty());
        assertThat(report())
                .startsWith("a.yaml:6:")
                .endsWith("comes to more than 200000 values, its aliases written out");
    }

    @Test
    void stopsAtDeepNesting() {
        assertThat(parse("a: " + "[".repeat(100_000))).isEmpty();
        assertThat(report()).endsWith("is nested more than 64 deep");
    }

    @Test
    void bearsALongChainOfAliases() {
        StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 2000; i++) {
            chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertThat(parse(chain.toString())).isEmpty();
        assertThat(report()).contains("comes to more than");
    }

    @Test
    void printsNoValues() {
        assertThat(parse("a: [planted, {b: planted}]").toString()).doesNotContain("planted");
    }
}
