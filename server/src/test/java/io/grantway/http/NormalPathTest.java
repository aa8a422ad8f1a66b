package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/, /a/",
        "//a///b//, /a/b/",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/b/., /a/b/",
        "/.., /",
        "/../../etc/passwd, /etc/passwd",
        "/a/%2e%2E/b, /b",
        "/a/.%2e/b, /b",
        "/a/%2e/b, /a/b",
        "/a/..b, /a/..b",
        "/a/.b, /a/.b",
        "/a/..., /a/...",
        "/%61%7E%2D%5f%30, /a~-_0",
        "/%e2%82%ac, /%E2%82%AC",
        "/a%3fb, /a%3Fb",
        "/a%23b, /a%23b",
        "/a%3bb, /a%3Bb",
        "/a%25%32%65, /a%252e",
        "/a;x=1/b, /a/b",
        "/admin;/x, /admin/x",
        "/a/..;/b, /b",
        "/a/..;x=/b, /b",
        "/a/;/../b, /b",
        "/;a, /",
        "/a;b, /a",
        "/a;%2e%2e/b, /a/b",
        "/a+b, /a+b",
        "/a:b@c, /a:b@c",
        "/a/.//../b, /b",
        "//../a, /a",
    })
    void hasOneForm(String written, String normal) {
        assertThat(NormalPath.of(written)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a%5Cb",
                "/a\\b",
                "/..\\..\\b",
                "/a%00",
                "/a%0d%0a",
                "/a%1f",
                "/a%7f",
                "/a\u0000b",
                "/a b",
                "/a\tb",
                "/a\u007fb",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%2z",
                "/a%u002f",
                "/a%c0%af",
                "/a%C1%9c",
                "/a#b",
                "/a;%2f",
                "/a;%00",
                "/a;\\",
                "/a;%",
            })
    void refusesWhatTwoServersReadDifferently(String path) {
        assertThatThrownBy(() -> NormalPath.of(path))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.reason()).isEqualTo("ambiguous_path");
                        });
    }

    @Test
    void encodesOctetsThatAreNotAscii() {
        assertThat(NormalPath.of("/caf\u00e9")).isEqualTo("/caf%E9");
    }

    static Stream<String> randomPaths() {
        SplittableRandom random = new SplittableRandom(42);
        String[] pieces = {
            "/", "/", ".", "..", "%2e", "%2E", ";", ";x=1", "a", "B", "%41", "%7e", "%25", "%c3%a9",
            "%3b", "+", "~", "%20", "é", "//", "...", "%26"
        };
        return IntStream.range(0, 2000)
                .mapToObj(_ -> {
                    StringBuilder path = new StringBuilder("/");
                    for (int i = random.nextInt(12); i >= 0; i--) {
                        path.append(pieces[random.nextInt(pieces.length)]);
                    }
                    return path.toString();
                });
    }

    @Test
    void isTheSameNormalisedTwice() {
        assertThat(randomPaths())
                .allSatisfy(path -> {
                    String once = NormalPath.of(path);
                    assertThat(NormalPath.of(once)).as("of %s", path).isEqualTo(once);
                });
    }

    @Test
    void neverHasADotSegmentADoubledSlashOrAParameter() {
        assertThat(randomPaths().map(NormalPath::of))
                .allSatisfy(path -> {
                    assertThat(path).startsWith("/").doesNotContain("//", ";", "%2E", "%2F");
                    assertThat(path + "/").doesNotContain("/./", "/../");
                });
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void isTheVeryStringWhereNothingChanges(String path) {
        assertThat(NormalPath.of(path)).isSameAs(path);
    }

    static Stream<String> unchanged() {
        return Stream.of("/", "/a", "/a/b.c", "/a/b/", "/x(1)", "/a,b", "/a=b&c");
    }
}
