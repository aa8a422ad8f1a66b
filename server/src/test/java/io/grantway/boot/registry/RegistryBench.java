package io.grantway.boot.registry;

import io.grantway.admin.AdminAccess;
import io.grantway.admin.AuditTrail;
import io.grantway.admin.Operations;
import io.grantway.admin.OrderedIds;
import io.grantway.authserver.RandomText;
import io.grantway.boot.Configuration;
import io.grantway.boot.ConfigurationFiles;
import io.grantway.boot.ForeignClients;
import io.grantway.config.ConfigText;
import io.grantway.config.Loaded;
import io.grantway.config.Secret;
import io.grantway.http.Body;
import io.grantway.http.Handler;
import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import io.grantway.store.SqlStore;
import io.grantway.testing.Documents;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The catalog on a real store, with its part of the admin API.
final class RegistryBench implements AutoCloseable {
    private final Path data;
    private String yaml;
    final TestClock clock = new TestClock();
    final Documents outside = new Documents();
    private final OrderedIds ids = new OrderedIds(clock, new Random(1));
    SqlStore store;
    LiveRegistry registry;
    private Handler handler;

    RegistryBench(Path data, String yaml) {
        this.data = data;
        this.yaml = yaml;
        open();
    }

    static Loaded<Configuration> load(String yaml) {
        List<ConfigText> texts = List.of(new ConfigText("a.yaml", yaml));
        return ConfigurationFiles.load(List.of(), texts, Map.of());
    }

    private void open() {
        store = SqlStore.open(data, clock);
        AuditTrail trail = new AuditTrail(store.audit(), clock, ids);
        registry =
                new LiveRegistry(
                        store.entities(), store.entities().state(), trail, load(yaml), clock);
        handler =
                new Operations()
                        .addAll(
                                new RegistryOperations(registry, _ -> false, ids::next, clock)
                                        .all())
                        .addAll(
                                new ApplicationOperations(
                                                registry,
                                                new ForeignClients(outside, clock),
                                                new RandomText(new SecureRandom()),
                                                ids::next,
                                                clock)
                                        .all())
                        .addAll(List.of(OpenApiImport.operation(registry, ids::next, clock)))
                        .handler(new AdminAccess(Secret.of("t"), _ -> Optional.empty()));
    }

    /// Opens everything anew on the same data, under another configuration.
    void restart(String otherYaml) {
        store.close();
        yaml = otherYaml;
        open();
    }

    void restart() {
        restart(yaml);
    }

    /// What a request is answered.
    record Answer(int status, JsonNode json, String tag) {
        String text(String member) {
            return json.path(member).asString("");
        }
    }

    Answer call(String method, String path, String body, String... headers) {
        String[] all =
                Stream.concat(Stream.of("Authorization", "Bearer t"), Stream.of(headers))
                        .toArray(String[]::new);
        String uri = "http://localhost:8001/api/v1" + path;
        Response response;
        try {
            Request request = new Request(Requests.head(method, uri, all), Body.of(body));
            response = handler.handle(request);
        } catch (Problem problem) {
            response = problem.toResponse("req-1");
        }
        String text = response.body().text();
        String tag = response.headers().first("ETag").orElse("");
        boolean json = text.startsWith("{");
        return new Answer(
                response.status(), json ? Json.parse(text) : Json.object().put("text", text), tag);
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    @Override
    public void close() {
        store.close();
    }
}
