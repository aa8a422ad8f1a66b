package io.grantway.kong.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grantway.http.Json;
import io.grantway.kong.resource.AdminBench.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Each field of each resource missing, of the wrong type, too long, unknown: made from the schemas
/// themselves.
class RefusedInputTest {
    private static final Map<String, String> GOOD =
            Map.of(
                    "services", "{'name':'n','host':'h'}",
                    "routes", "{'paths':['/x']}",
                    "consumers", "{'username':'n'}",
                    "plugins", "{'name':'oauth2','config':{'enable_password_grant':true}}",
                    "oauth2", "{'name':'n','consumer':{'username':'owner'}}",
                    "key-auths", "{'key':'k','consumer':{'username':'owner'}}",
                    "basic-auths",
                            "{'username':'u','password':'p','consumer':{'username':'owner'}}",
                    "jwts", "{'key':'k','consumer':{'username':'owner'}}",
                    "acls", "{'group':'g','consumer':{'username':'owner'}}",
                    "workspaces", "{'name':'w'}");

    private final AdminBench bench = new AdminBench();

    private static Stream<Kind> kinds() {
        return Stream.of(
                        KongResources.PLAIN.stream(),
                        KongResources.CREDENTIALS.stream(),
                        Stream.of(Workspaces.KIND))
                .flatMap(kinds -> kinds);
    }

    private static ObjectNode good(Kind kind) {
        return (ObjectNode) Json.parse(GOOD.getOrDefault(kind.table(), "").replace('\'', '"'));
    }

    private static List<Field> fieldsOf(Kind kind) {
        return kind.schema().apply(good(kind)).fields();
    }

    static Stream<Arguments> fields() {
        return kinds().flatMap(kind ->
                fieldsOf(kind).stream().map(field -> arguments(kind.table(), field)));
    }

    static Stream<Arguments> required() {
        return kinds().flatMap(kind ->
                fieldsOf(kind).stream()
                        .filter(field -> field.required() && field.fallback() == null)
                        .map(field -> arguments(kind.table(), field.name())));
    }

    static Stream<Arguments> configFields() {
        return PluginConfigs.ALL.entrySet().stream()
                .flatMap(plugin ->
                        plugin.getValue().config().fields().stream()
                                .map(field -> arguments(plugin.getKey(), field)));
    }

    private static Kind kind(String table) {
        return kinds().filter(one -> one.table().equals(table)).findFirst().orElseThrow();
    }

    private Answer send(String table, ObjectNode body) {
        bench.post("/consumers", "{'username':'owner'}");
        return bench.send("POST", "/" + table, "application/json", Json.write(body));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void takesWhatTheOthersSpoil(String table) {
        assertThat(send(table, good(kind(table))).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesAFieldOfTheWrongType(String table, Field field) {
        ObjectNode body = good(kind(table));
        body.set(field.name(), wrong(field.type()));
        Answer answer = send(table, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/code").asInt()).isEqualTo(2);
        assertThat(answer.text("name")).isEqualTo("schema violation");
        assertThat(answer.text("message"))
                .startsWith("schema violation (" + field.name() + ": ")
                .contains("expected ");
        assertThat(answer.at("/fields/" + field.name()).asString("")).startsWith("expected ");
    }

    private static JsonNode wrong(Type type) {
        return switch (type) {
            case Type.Text _, Type.Id _ -> Json.parse("7");
            case Type.Whole _ -> Json.parse("1.5");
            case Type.Decimal _, Type.Switch _ -> Json.parse("\"x\"");
            case Type.Items _, Type.Named _, Type.Parts _, Type.Owner _, Type.Kept _ ->
                    Json.parse("\"x\"");
        };
    }

    @ParameterizedTest
    @MethodSource("required")
    void refusesWhereAFieldIsMissing(String table, String field) {
        ObjectNode body = good(kind(table));
        body.remove(field);
        Answer answer = send(table, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message"))
                .isEqualTo("schema violation (" + field + ": required field missing)");
        assertThat(answer.at("/fields/" + field).asString()).isEqualTo("required field missing");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesATextThatIsTooLong(String table, Field field) {
        if (!(field.type() instanceof Type.Text)) {
            return;
        }
        ObjectNode body = good(kind(table));
        body.put(field.name(), "x".repeat(70_000));
        Answer answer = send(table, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/fields/" + field.name()).asString(""))
                .matches("length must be at most [0-9]+|plugin 'x.*");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void refusesAnEmptyText(String table, Field field) {
        if (!(field.type() instanceof Type.Text)) {
            return;
        }
        ObjectNode body = good(kind(table));
        body.put(field.name(), "");
        Answer answer = send(table, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/fields/" + field.name()).asString(""))
                .isEqualTo("length must be at least 1");
    }

    static Stream<String> tables() {
        return kinds().map(Kind::table);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void refusesAnUnknownField(String table) {
        Answer answer = send(table, good(kind(table)).put("nonsense", 1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo("schema violation (nonsense: unknown field)");
    }

    @ParameterizedTest
    @MethodSource("configFields")
    void refusesAConfigFieldOfTheWrongType(String plugin, Field field) {
        ObjectNode body = Json.object().put("name", plugin);
        body.putObject("config").set(field.name(), wrong(field.type()));
        Answer answer = send("plugins", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/fields/config/" + field.name()).asString(""))
                .startsWith("expected ");
        assertThat(answer.text("message"))
                .isEqualTo(
                        "schema violation (config."
                                + field.name()
                                + ": "
                                + answer.at("/fields/config/" + field.name()).asString()
                                + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services | {'host':'h','port':65536} | port: value should be between 0 and 65535",
                "services | {'host':'h','retries':-1} | retries: value should be between 0 and"
                        + " 32767",
                "services | {'host':'h','protocol':'ftp'} | protocol: expected one of: http, https",
                "services | {'host':'h','path':'x'} | path: should start with: /",
                "services | {'host':'a b'} | host: invalid value: a b",
                "services | {'url':'nowhere'} | url: missing host in url",
                "services | {'host':'h','name':'a b'} | name: invalid value 'a b': the only"
                        + " accepted ascii characters are alphanumerics or ., -, _, and ~",
                "routes | {'paths':['x']} | paths.1: should start with: /",
                "routes | {'paths':['/a','/b//c']} | paths.2: must not have empty segments",
                "routes | {'methods':['get']} | methods.1: invalid value: get",
                "routes | {} | must set one of 'methods', 'hosts', 'headers', 'paths', 'snis' when"
                        + " 'protocols' is 'https'",
                "routes | {'paths':['/x'],'snis':['a']} | snis: Grantway does not route by it:"
                        + " leave it out",
                "routes | {'paths':['/x'],'protocols':['tcp']} | protocols.1: expected one of:"
                        + " http, https",
                "routes | {'paths':['/x'],'path_handling':'v2'} | path_handling: expected one of:"
                        + " v0, v1",
                "consumers | {} | at least one of these fields must be non-empty: 'custom_id',"
                        + " 'username'",
                "plugins | {'name':'oauth2'} | config: at least one of these fields must be true:"
                        + " enable_authorization_code, enable_implicit_grant,"
                        + " enable_client_credentials, enable_password_grant",
                "plugins | {'name':'oauth2','config':{'pkce':'x','enable_password_grant':true}} |"
                        + " config.pkce: expected one of: none, lax, strict",
                "plugins | {'name':'acl','config':{'allow':['a'],'nope':1}} | config.nope: unknown"
                        + " field",
                "plugins | {'name':'key-auth','consumer':{'username':'owner'}} | consumer: value"
                        + " must be null",
                "jwts | {'algorithm':'none','consumer':{'username':'owner'}} | algorithm: expected"
                        + " one of: HS256, HS384, HS512, RS256, RS384, RS512, ES256, ES384, EdDSA",
                "oauth2 | {'name':'x'} | consumer: required field missing",
                "oauth2 | {'name':'x','consumer':{}} | consumer.id: missing primary key",
                "oauth2 | {'name':'x','consumer':{'id':'x'}} | consumer.id: expected a valid UUID",
                "key-auths | {'ttl':60,'consumer':{'username':'owner'}} | ttl: Grantway's keys do"
                        + " not expire: delete the key when its time is up",
                "workspaces | {'name':'services'} | name: must not be one of: acls, api,"
                    + " basic-auths, console, consumers, health, jwts, key-auths, metrics, oauth2,"
                    + " oauth2_tokens, plugins, portal, routes, services, status, workspaces",
            })
    void saysWhatIsWrong(String table, String body, String text) {
        bench.post("/consumers", "{'username':'owner'}");
        Answer answer = bench.post("/" + table, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo("schema violation (" + text + ")");
    }

    @Test
    void countsSeveralMistakes() {
        Answer answer = bench.post("/services", "{'retries':'x','port':'y'}");
        assertThat(answer.text("message"))
                .isEqualTo(
                        "3 schema violations (host: required field missing; port: expected an"
                                + " integer; retries: expected an integer)");
    }

    @Test
    void namesEachBadRedirectUriInItsPlace() {
        bench.post("/consumers", "{'username':'c'}");
        Answer answer =
                bench.post(
                        "/consumers/c/oauth2",
                        "{'name':'n','redirect_uris':"
                                + "['http://good/','not valid','http://a/#f']}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/fields/redirect_uris").toString())
                .isEqualTo(
                        "[null,\"cannot parse 'not valid'\",\"fragment not allowed in"
                                + " 'http://a/#f'\"]");
    }

    @Test
    void saysThatARegularExpressionIsNotMatchedBy() {
        assertThat(bench.post("/routes", "{'paths':['~/x/\\\\d+']}").text("message"))
                .contains("regular expressions")
                .contains("{name}");
    }

    @Test
    void listsThePluginsWhereOneIsUnknown() {
        Answer answer = bench.post("/plugins", "{'name':'zipkin'}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/fields/name").asString())
                .isEqualTo(
                        "plugin 'zipkin' not enabled; add it to the 'plugins' configuration"
                                + " property (there are: acl, basic-auth, correlation-id, jwt,"
                                + " key-auth, oauth2, rate-limiting, request-termination)");
    }

    @Test
    void refusesAnOwnerThatThereIsNot() {
        String id = "00000000-0000-4000-8000-000000000000";
        Answer answer = bench.post("/routes", "{'paths':['/x'],'service':{'id':'" + id + "'}}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/code").asInt()).isEqualTo(4);
        assertThat(answer.text("message"))
                .isEqualTo(
                        "the foreign key '{id=\""
                                + id
                                + "\"}' does not reference an existing 'services' entity.");
    }

    @Test
    void refusesABodyThatIsNoJson() {
        for (String body : List.of("{", "[]", "\"x\"", "{} {}")) {
            Answer answer = bench.send("POST", "/services", "application/json", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text("message")).isEqualTo("Cannot parse JSON body");
        }
    }

    @Test
    void refusesOtherContentTypes() {
        assertThat(bench.send("POST", "/services", "text/plain", "host=h").status()).isEqualTo(415);
    }
}
