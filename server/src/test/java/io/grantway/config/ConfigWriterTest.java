package io.grantway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfigWriterTest {
    enum Mode {
        IN_PART,
        WHOLE
    }

    interface Rule {}

    record Limit(@Key(value = "How many.", or = "5") int most) implements Rule {}

    record Times(@Key(value = "Longest.", or = "5s") Duration longest) {}

    record Door(
            @Key("Its name.") String name,
            @Key("Where it leads.") @Nullable URI to,
            @Key("Its key.") @Nullable Secret key,
            @Key(value = "How far it opens.", or = "whole") Mode mode,
            @Key(value = "Times.", or = "{}") Times times,
            @Key("Rules, in order.") List<Rule> rules,
            @Key("Labels.") Map<String, String> labels) {}

    private static final Variants VARIANTS = Variants.NONE.with(Rule.class, "limit", Limit.class);
    private static final ConfigReader READER = new ConfigReader(VARIANTS, Set.of());
    private static final ConfigWriter WRITER =
            new ConfigWriter(VARIANTS, secret -> secret.expose(text -> text));

    private static Door read(String json) {
        return READER.loadTree(Door.class, "sent", new JsonMapper().readTree(json), (_, _) -> {})
                .value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"front\"}",
                "{\"name\":\"1\",\"to\":\"http://a.example/x\",\"key\":\"s\\n\"}",
                "{\"name\":\"null\",\"mode\":\"inPart\",\"times\":{\"longest\":\"90m\"}}",
                "{\"name\":\"${env:HOME}\",\"rules\":[{\"limit\":{\"most\":6}},{\"limit\":{}}]}",
                "{\"name\":\"\\u0085 \\uD83D\\uDE00\",\"labels\":{\"a b\":\"true\",\"c\":\"\"}}"
            })
    void writesWhatIsReadBackToTheSame(String json) {
        Door door = read(json);
        assertThat(WRITER.write(door)).isEqualTo(new JsonMapper().readTree(json));
        assertThat(read(WRITER.write(door).toString())).isEqualTo(door);
    }

    @Test
    void leavesOutWhatIsLeftAtItsDefault() {
        assertThat(read("{\"name\":\"a\",\"mode\":\"whole\",\"times\":{\"longest\":\"5000ms\"}}"))
                .satisfies(door ->
                        assertThat(WRITER.write(door).toString()).isEqualTo("{\"name\":\"a\"}"));
    }

    @Test
    void masksSecretsAndPutsThemBack() {
        ObjectNode tree = WRITER.write(read("{\"name\":\"a\",\"key\":\"hush\"}"));
        ObjectNode masked = new SecretMask(VARIANTS).of(tree, Door.class);
        assertThat(masked.toString())
                .isEqualTo("{\"name\":\"a\",\"key\":\"" + SecretMask.MASK + "\"}");
        assertThat(SecretMask.unmasked(masked, tree)).isEqualTo(tree);
    }

    @Test
    void namesTheKeyOfAMistakeInATree() {
        assertThatThrownBy(() -> read("{\"name\":\"a\",\"rules\":[{\"limit\":{\"most\":\"x\"}}]}"))
                .isInstanceOfSatisfying(
                        ConfigRejected.class,
                        e ->
                                assertThat(e.mistakes())
                                        .singleElement()
                                        .satisfies(mistake ->
                                                assertThat(mistake.keyPath())
                                                        .isEqualTo("rules[0].limit.most")));
    }
}
