package io.grantway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grantway.testing.Requests;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static Handler says(String name) {
        return request -> Response.text(200, name + " " + request.variables());
    }

    private final Routes routes =
            Routes.builder()
                    .on("GET", "/", says("root"))
                    .on("GET", "/users/{id}", says("one"))
                    .on("GET", "/users/me", says("me"))
                    .on("DELETE", "/users/{id}", says("delete"))
                    .on("GET", "/files/{path...}", says("file"))
                    .on("GET", "/{workspace}/tokens", says("tokens"))
                    .build();

    private String answer(String method, String path) {
        return routes.handle(new Request(Requests.head(method, "http://a" + path), Body.EMPTY))
                .body()
                .text();
    }

    @Test
    void choosesTheMostSpecificPattern() {
        assertThat(answer("GET", "/")).isEqualTo("root {}");
        assertThat(answer("GET", "/users/me")).isEqualTo("me {}");
        assertThat(answer("GET", "/users/7")).isEqualTo("one {id=7}");
        assertThat(answer("GET", "/Sample/tokens")).isEqualTo("tokens {workspace=Sample}");
    }

    @Test
    void looksOnForTheMethodInLessSpecificPatterns() {
        assertThat(answer("DELETE", "/users/me")).isEqualTo("delete {id=me}");
        assertThat(answer("HEAD", "/users/me")).isEqualTo("me {}");
    }

    @Test
    void takesASlashAtTheEndForNothingWhereNothingElseIsThere() {
        assertThat(answer("GET", "/users/7/")).isEqualTo("one {id=7}");
        assertThat(answer("GET", "/Sample/tokens/")).isEqualTo("tokens {workspace=Sample}");
        assertThat(answer("GET", "/files/a/")).isEqualTo("file {path=a/}");
    }

    @Test
    void decodesTheNamedParts() {
        assertThat(answer("GET", "/users/a%20b%26c+d")).isEqualTo("one {id=a b&c+d}");
        assertThat(answer("GET", "/files/a/b.txt")).isEqualTo("file {path=a/b.txt}");
    }

    @Test
    void refusesUnknownPathsAndMethods() {
        assertThatThrownBy(() -> answer("GET", "/nowhere/else/at/all"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        assertThatThrownBy(() -> answer("GET", "/users/"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        assertThatThrownBy(() -> answer("PUT", "/users/7"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(405);
                            assertThat(problem.toResponse("id").headers().first("Allow"))
                                    .contains("DELETE, GET, HEAD");
                        });
    }

    @Test
    void takesNoTwoPatternsOfTheSameShape() {
        Routes.Builder builder = Routes.builder().on("GET", "/a/{x}", says("x"));

        assertThatThrownBy(() -> builder.on("GET", "/a/{y}", says("y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a/{}");
        assertThatThrownBy(() -> builder.on("GET", "/{r...}/b", says("y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.on("GET", "/{r", says("y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.on("GET", "r", says("y")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
