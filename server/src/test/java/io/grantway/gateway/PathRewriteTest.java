package io.grantway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRewriteTest {
    @ParameterizedTest
    @CsvSource({
        "/event, /event/1, /1",
        "/event, /event, /",
        "/event, /event/, /",
        "/users/{id}, /users/7/orders, /orders",
        "/, /a/b, /a/b",
    })
    void stripsWhatMatched(String pattern, String path, String expected) {
        PathPattern parsed = PathPattern.parse(pattern);
        assertThat(PathRewrite.of(parsed, true, null).apply(parsed, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/users/{id}, /v2/people/{id}, /users/7/orders, /v2/people/7/orders",
        "/a/{x}/{y}, /{y}/{x}, /a/1/2, /2/1",
        "/a, /, /a/b, /b",
        "/a, /, /a, /",
    })
    void replacesWhatMatched(String pattern, String rewrite, String path, String expected) {
        PathPattern parsed = PathPattern.parse(pattern);
        assertThat(PathRewrite.of(parsed, false, rewrite).apply(parsed, path)).isEqualTo(expected);
    }

    @Test
    void refusesARewriteThatNamesWhatThePathHasNot() {
        PathPattern pattern = PathPattern.parse("/users/{id}");
        assertThatThrownBy(() -> PathRewrite.of(pattern, false, "/x/{name}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{name}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "", "/a/../b", "/a/x{id}", "/a/{id", "=event"})
    void refusesAPatternThatCannotBeMeant(String text) {
        assertThatThrownBy(() -> PathPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
