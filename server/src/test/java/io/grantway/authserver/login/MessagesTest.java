package io.grantway.authserver.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private final Messages english = Messages.preferred("en");
    private final Messages german = Messages.preferred("de");

    @Test
    void everyLanguageHasEveryText() {
        assertThat(german.language()).isEqualTo("de");
        assertThat(german.keys()).isEqualTo(english.keys());
    }

    @Test
    void translationsPutTheSameValuesIn() {
        assertThat(english.keys())
                .allSatisfy(key ->
                        assertThat(placeholders(german.lookup(key)))
                                .as(key)
                                .isEqualTo(placeholders(english.lookup(key))));
    }

    @Test
    void aHeaderOfAnyLengthOrShapeIsHarmless() {
        assertThat(Messages.preferred("de,".repeat(5000)).language()).isEqualTo("en");
        assertThat(Messages.preferred("*").language()).isIn("en", "de");
        assertThat(Messages.preferred("de;q=2").language()).isEqualTo("en");
        assertThat(Messages.preferred("").language()).isEqualTo("en");
    }

    private static java.util.List<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group()).sorted().toList();
    }
}
