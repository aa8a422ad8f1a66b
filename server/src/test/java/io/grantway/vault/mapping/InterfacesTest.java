package io.grantway.vault.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacesTest {
    private static final String GOOD =
            """
            Get:
              parameters:
                id: {type: string}
                limit: {type: integer, default: 5, min: 1, max: 9}
                cursor: {type: string, optional: true}
              returns: {photos: [{id: string!}], size: integer, cursor: string}
              google-drive:
                request: {method: GET, path: "/f/{id}", query: {n: "{limit}", p: "{cursor}"}}
                result: '{"photos": files}'
                paging: {cursor: cursor, next: nextPageToken, pages: 3, limit: limit}
                errors: [{status: 404, code: photo_gone}, {when: 'ok = false', code: no_photo}]
            """;

    @Test
    void readsTheScenariosOwnFile() {
        Interfaces read = MappingText.read(MappingText.photos());

        assertThat(read.names()).containsExactly("GetListOfPhoto", "GetHighResLocation");
        Interface list = read.find("GetListOfPhoto").orElseThrow();
        assertThat(list.providers()).containsOnlyKeys("google-drive", "onedrive");
        assertThat(list.parameters())
                .extracting(Parameter::name)
                .containsExactly("limit", "cursor");
    }

    @Test
    void readsPagingAndErrors() {
        Mapped mapped =
                MappingText.read(GOOD)
                        .find("Get")
                        .orElseThrow()
                        .at("google-drive", Optional.empty())
                        .orElseThrow();

        assertThat(mapped.paging().orElseThrow().list()).isEqualTo("photos");
        assertThat(mapped.errors()).extracting(Mapped.ErrorRule::answer).containsExactly(404, 400);
    }

    @Test
    void findsAMappingByTheTemplateOfAProvider() {
        Interface get =
                MappingText.read(GOOD.replace("google-drive:", "google:"))
                        .find("Get")
                        .orElseThrow();

        assertThat(get.at("drive-of-ours", Optional.of("google"))).isPresent();
        assertThat(get.at("drive-of-ours", Optional.of("microsoft"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"photos\": files}' | '{\"photos\": files'"
                        + "| 9:13 Get.google-drive.result: is no JSONata at character 16",
                "google-drive: | gogle-drive:"
                        + "| 8:5 Get.gogle-drive: there is no provider or template \"gogle-drive\"",
                "p: \"{cursor}\" | p: \"{curser}\" | there is no parameter \"curser\"",
                "n: \"{limit}\" | n: [1] | must be a single value, not a list",
                "path: \"/f/{id}\" | path: \"f/{id}\" | needs path: it begins with a slash",
                "path: \"/f/{id}\" | path: \"/f/../{id}\" | needs path: it begins with a slash",
                "path: \"/f/{id}\" | path: \"/f/{cursor}\" | which may be left out",
                "method: GET | method: GOT | method must be one of GET, POST",
                "method: GET | method: GET, headers: {Host: a} | cannot have Host",
                "method: GET | method: GET, json: {a: 1} | a GET has no body",
                "method: GET | metod: GET | unknown key",
                "size: integer | size: integr | must be a type",
                "[{id: string!}] | [] | must be a list of one shape",
                "type: string} | type: text} | type must be one of string, integer, number,"
                        + " boolean",
                "default: 5 | default: five | limit must be a whole number, such as 10",
                "default: 5 | default: 50 | limit must be 9 at most",
                "cursor: cursor | cursor: corsor | there is no parameter \"corsor\"",
                "pages: 3 | list: size | must be one of the lists of returns",
                "next: nextPageToken | next: 'a[' | is no JSONata at character",
                "code: photo_gone | code: Gone! | needs code: a word of ours",
                "result: | resalt: | lacks result",
                "request: | requests: | lacks request",
                "returns: | parametrs: | lacks returns",
                "Get: | 1Get: | the name of an interface begins with a letter",
                "limit: {type | provider: {type | is neither provider nor explain",
            })
    void saysWhatIsWrongAndWhere(String right, String wrong, String mistake) {
        assertThat(GOOD).contains(right);

        List<String> mistakes = MappingText.mistakes(GOOD.replace(right, wrong));

        assertThat(mistakes)
                .as(mistakes.toString())
                .anyMatch(text -> text.startsWith("m.yaml:") && text.contains(last(mistake)));
        assertThat(mistakes)
                .anyMatch(text -> text.replaceAll("\\s+", " ").contains(first(mistake)));
    }

    /// Of a place and a text, the place.
    private static String first(String mistake) {
        return mistake.matches("[0-9]+:.*") ? mistake.substring(0, mistake.indexOf(' ')) : mistake;
    }

    private static String last(String mistake) {
        return mistake.matches("[0-9]+:.*")
                ? mistake.substring(mistake.indexOf(": ", mistake.indexOf(' ')) + 2)
                : mistake;
    }

    @Test
    void saysAllMistakesAtOnce() {
        assertThat(
                        MappingText.mistakes(
                                GOOD.replace("method: GET", "method: GOT")
                                        .replace("string!", "strang")
                                        .replace("{cursor}", "{x}")
                                        .replace("ok = false", "ok =")))
                .hasSize(5);
    }

    @Test
    void saysThatAnInterfaceMapsNothing() {
        assertThat(MappingText.mistakes("Get: {}"))
                .hasSize(2)
                .anyMatch(text -> text.contains("maps no provider"));
    }
}
