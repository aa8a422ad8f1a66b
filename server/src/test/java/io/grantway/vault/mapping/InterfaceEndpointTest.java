package io.grantway.vault.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.vault.AccountUnavailable.Reason;
import io.grantway.vault.VaultEvent;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InterfaceEndpointTest {
    private static final String FILES = "/google-drive/drive/v3/files";
    private static final String PHOTOS = "/onedrive/v1.0/me/drive/special/photos/children";

    private static final String MORE =
            """
            Search:
              parameters:
                text: {type: string, pattern: "[^']*", optional: true}
                size: {type: integer, default: 2, max: 9}
                cursor: {type: string, optional: true}
              returns: {items: [{id: string!}], count: integer}
              google-drive:
                request:
                  method: POST
                  path: /search
                  headers: {X-Text: "{text}"}
                  json: {q: "{text}", n: "{size}", page: {at: "{cursor}"}, braces: "{{size}}"}
                result: '{"items": items.{"id": id}, "count": total}'
                paging: {cursor: cursor, next: next, pages: 3, limit: size}
                errors:
                  - {status: 410, code: photo_gone, detail: It is gone.}
                  - {when: 'ok = false', code: drive_full, answer: 409}
            Loop:
              returns: {a: any}
              google-drive:
                request: {path: /loop}
                result: '($f := function($x) { $f($x + 1) }; {"a": $f(1)})'
            Deep:
              returns: {a: any}
              google-drive:
                request: {path: /loop}
                result: '($f := function($x) { 1 + $f($x + 1) }; {"a": $f(1)})'
            Eval:
              returns: {a: any}
              google-drive:
                request: {path: /loop}
                result: '{"a": $eval(text)}'
            Wide:
              returns: {a: any}
              google-drive:
                request: {path: /loop}
                result: '{"a": $pad("x", width)}'
            """;

    private final InterfaceFixture fixture = new InterfaceFixture(MappingText.photos() + MORE);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void answersTheSameShapeForBothDrives() {
        fixture.megan("google-drive");
        fixture.megan("onedrive");
        fixture.answers(
                FILES,
                200,
                "{\"nextPageToken\": \"n2\", \"files\": [{\"id\": \"1\", \"name\": \"a\","
                        + " \"thumbnailLink\": \"t\", \"kind\": \"x\"}]}");
        fixture.answers(
                PHOTOS,
                200,
                "{\"@odata.nextLink\": \"https://g.example/c?$skiptoken=s2\", \"value\": [{\"id\":"
                        + " \"1\", \"name\": \"a\", \"thumbnails\": [{\"medium\": {\"url\":"
                        + " \"t\"}}]}]}");

        HttpResponse<String> google = fixture.get("GetListOfPhoto?provider=google-drive&limit=10");
        HttpResponse<String> microsoft =
                fixture.get("GetListOfPhoto?provider=onedrive&cursor=a%26b");

        assertThat(google.body())
                .isEqualTo(
                        "{\"photos\":[{\"id\":\"1\",\"name\":\"a\",\"thumbnail\":\"t\"}],"
                                + "\"cursor\":\"n2\"}");
        assertThat(microsoft.body()).isEqualTo(google.body().replace("n2", "s2"));
        assertThat(fixture.asked)
                .containsExactly(
                        "GET "
                                + FILES
                                + "?q=mimeType%20contains%20%27image%2F%27&pageSize=10"
                                + "&fields=nextPageToken%2Cfiles%28id%2Cname%2CthumbnailLink%29"
                                + " Bearer tok",
                        "GET "
                                + PHOTOS
                                + "?$top=50&$skiptoken=a%26b&$expand=thumbnails Bearer tok");
    }

    @Test
    void answersEveryNameThoughTheProviderSaysNothing() {
        fixture.megan("google-drive");
        fixture.answers(FILES, 200, "{}");

        assertThat(fixture.get("GetListOfPhoto").body())
                .isEqualTo("{\"photos\":[],\"cursor\":null}");
    }

    @Test
    void tellsOfEachCall() {
        fixture.megan("google-drive");
        fixture.answers(FILES, 200, "{}");

        fixture.get("GetListOfPhoto");

        VaultEvent event = fixture.events.remove();
        assertThat(event.kind()).isEqualTo(VaultEvent.Kind.CALL);
        assertThat(event.outcome()).isEqualTo("ok");
        assertThat(event.detail()).isEqualTo("GET GetListOfPhoto");
        assertThat(event.status()).hasValue(200);
        assertThat(event.tokenHash()).isPresent();
    }

    @Test
    void explainsWithoutTheCredential() {
        fixture.megan("google-drive");
        fixture.answers(FILES, 200, "{\"files\": [], \"echo\": \"tok\"}");

        HttpResponse<String> answer = fixture.get("GetListOfPhoto?limit=3&explain=true");

        JsonNode explain = InterfaceFixture.json(answer).get("explain");
        assertThat(explain.at("/request/url").asString()).contains(FILES + "?q=").contains("=3&");
        assertThat(explain.get("rawAnswer").asString()).contains("\"echo\": \"[secret]\"");
        assertThat(explain.get("status").asInt()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("tok\"").doesNotContain("Bearer");
    }

    @Test
    void sendsJsonWithTypesAndFollowsPages() {
        fixture.megan("google-drive");
        fixture.answers(
                "/google-drive/search",
                200,
                "{\"items\": [{\"id\": \"1\"}], \"total\": 7, \"next\": \"p2\"}");

        HttpResponse<String> answer = fixture.post("Search", "{\"text\": \"a\\\"b\", \"size\": 2}");

        assertThat(answer.body())
                .isEqualTo("{\"items\":[{\"id\":\"1\"},{\"id\":\"1\"}],\"count\":7}");
        assertThat(fixture.asked).hasSize(2);
        assertThat(fixture.asked.getFirst())
                .endsWith("{\"q\":\"a\\\"b\",\"n\":2,\"page\":{},\"braces\":\"{size}\"}");
        assertThat(fixture.asked.getLast()).contains("\"page\":{\"at\":\"p2\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GetListOfPhoto?limit=ten | limit must be a whole number, such as 10",
                "GetListOfPhoto?limt=1 | limt must be left out: GetListOfPhoto takes limit, cursor",
                "GetListOfPhoto?limit=1&limit=2 | limit must be said once",
                "GetHighResLocation | id must be said, of the type string",
                "GetHighResLocation?id= | id must not be empty",
                "GetHighResLocation?id=.. | id must not be empty",
                "GetHighResLocation?id=a%2F..%2Fb | id must not be empty",
                "GetHighResLocation?id=a%5C..%5Cb | id must not be empty",
                "GetHighResLocation?id=a%250a%252e%252e | must not hold control characters",
                "GetHighResLocation?id=a%0D%0AHost:b | must not hold control characters",
                "Search?text=a%0D%0AX-Evil:1 | must be printable ASCII",
                "Search?text=o'neil | text must match [^']*",
                "Search?size=10 | size must be 9 at most",
            })
    void refusesParametersBeforeAnythingIsSent(String call, String detail) {
        fixture.megan("google-drive");

        HttpResponse<String> answer = fixture.get(call);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(InterfaceFixture.json(answer).get("code").asString()).isEqualTo("invalid_field");
        assertThat(InterfaceFixture.json(answer).get("detail").asString()).contains(detail);
        assertThat(fixture.asked).isEmpty();
    }

    @Test
    void putsAValueIntoOneSegment() {
        fixture.megan("google-drive");
        fixture.answers("/google-drive/drive/v3/files/a%2Fb%3Fc%23d", 200, "{}");

        assertThat(fixture.get("GetHighResLocation?id=a%2Fb%3Fc%23d").body())
                .isEqualTo("{\"url\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"error\": {\"message\": \"no\\nscope\"}} | 403 | provider_refused"
                        + " | no scope",
                "404 | {} | 404 | provider_refused | ''",
                "422 | {\"message\": \"bad\"} | 400 | provider_refused | bad",
                "418 | <html> | 400 | provider_refused | ''",
                "302 | '' | 400 | provider_refused | ''",
                "500 | {} | 502 | provider_unavailable | ''",
                "429 | {} | 429 | provider_rate_limited | ''",
                "410 | {\"message\": \"m\"} | 410 | photo_gone | m",
                "200 | {\"ok\": false, \"error\": \"full\"} | 409 | drive_full | full",
                "200 | <html> | 502 | interface_result | ''",
                "200 | {\"items\": [{\"id\": 1}]} | 502 | interface_result | ''",
                "200 | {\"items\": [{}]} | 502 | interface_result | ''",
                "401 | {} | 409 | account_reconnect | ''",
            })
    void answersOneShapeForErrors(
            int status, String body, int answered, String code, String message) {
        fixture.megan("google-drive");
        fixture.answers("/google-drive/search", status, body, "Retry-After", "9");

        HttpResponse<String> answer = fixture.get("Search?text=a");

        JsonNode problem = InterfaceFixture.json(answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(answered);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.at("/provider/name").asString()).isEqualTo("google-drive");
        assertThat(problem.at("/provider/message").asString()).isEqualTo(message);
        assertThat(answer.headers().firstValue("Retry-After").isPresent())
                .isEqualTo(status == 429 || status == 500);
        assertThat(fixture.events.remove().outcome()).isEqualTo(code);
    }

    @Test
    void namesWhereAResultDoesNotFit() {
        fixture.megan("google-drive");
        fixture.answers("/google-drive/search", 200, "{\"items\": [{\"id\": \"1\"}, {\"id\": 2}]}");

        HttpResponse<String> answer = fixture.get("Search?explain=true");

        assertThat(answer.body())
                .contains("items[1].id is a number, and not string")
                .contains("rawAnswer");
    }

    @Test
    void renewsACredentialThatIsRefusedOnce() {
        var account = fixture.megan("google-drive");
        fixture.answers(FILES, 401, "{}");
        fixture.answers("Bearer tok-2" + FILES, 200, "{\"nextPageToken\": \"x\"}");

        assertThat(fixture.get("GetListOfPhoto").body()).contains("\"cursor\":\"x\"");
        assertThat(account.renewals()).isEqualTo(1);
    }

    @Test
    void triesAgainWhatMayBeTriedAgain() {
        fixture.megan("google-drive");
        fixture.answers(FILES, 503, "{}");
        fixture.answers("/google-drive/search", 503, "{}");

        assertThat(fixture.get("GetListOfPhoto").statusCode()).isEqualTo(503);
        assertThat(fixture.asked).hasSize(3);
        assertThat(fixture.pauses).hasSize(2);
        fixture.get("Search");
        assertThat(fixture.asked).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "RECONNECT, 409, account_reconnect",
        "LATER, 503, account_unavailable",
        "PROVIDER_SETTINGS, 502, provider_settings",
    })
    void saysWhyThereIsNoCredential(Reason reason, int status, String code) {
        fixture.megan("google-drive").fails(reason);

        HttpResponse<String> answer = fixture.get("GetListOfPhoto");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(InterfaceFixture.json(answer).get("code").asString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Nothing, 404, interface_missing",
        "GetListOfPhoto?provider=dropbox, 404, provider_missing",
        "GetListOfPhoto?provider=onedrive, 404, account_missing",
        "Search?provider=onedrive, 404, interface_not_mapped",
    })
    void saysWhatIsNotThere(String call, int status, String code) {
        fixture.megan("google-drive");

        HttpResponse<String> answer = fixture.get(call);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(InterfaceFixture.json(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void asksWhichProviderWhereThereAreSeveral() {
        fixture.megan("google-drive");
        fixture.megan("onedrive");

        assertThat(fixture.get("GetListOfPhoto").body()).contains("google-drive, onedrive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Loop | takes too long",
                "Deep | calls itself too deeply",
                "Eval | fails",
                "Wide | fails",
            })
    void stopsExpressionsThatDoNotEnd(String name, String why) {
        fixture.megan("google-drive");
        fixture.answers(
                "/google-drive/loop",
                200,
                "{\"width\": 2000000000, \"text\": \"" + "a".repeat(48) + "b\"}");

        HttpResponse<String> answer = fixture.get(name);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("interface_result").contains(why);
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        fixture.megan("google-drive");
        fixture.answers(FILES, 200, "\"" + "a".repeat(9 << 20) + "\"");

        assertThat(fixture.get("GetListOfPhoto").body()).contains("provider_unavailable");
    }

    @Test
    void refusesWhoHasNoKey() {
        assertThat(fixture.at("/vault/v1/users/megan/interfaces/Search", "none").statusCode())
                .isEqualTo(401);
        assertThat(fixture.at("/vault/v1/interfaces/openapi.json", "none").statusCode())
                .isEqualTo(401);
    }

    @Test
    void describesItselfForDevelopers() {
        JsonNode document =
                InterfaceFixture.json(
                        fixture.at("/vault/v1/interfaces/openapi.json", InterfaceFixture.KEY));

        JsonNode get = document.at("/paths/~1users~1{user}~1interfaces~1GetListOfPhoto/get");
        assertThat(get.at("/parameters/2/schema/default").asInt()).isEqualTo(50);
        assertThat(
                        get.at(
                                        "/responses/200/content/application~1json/schema/properties"
                                                + "/photos/items/properties/id/type/0")
                                .asString())
                .isEqualTo("string");
    }
}
