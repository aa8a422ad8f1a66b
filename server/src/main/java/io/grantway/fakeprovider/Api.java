package io.grantway.fakeprovider;

import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Response;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API that tokens are for: photos of a user, in the shapes of several providers, and answers
/// of any kind.
final class Api {
    static final int PHOTOS = 25;
    private static final int USUAL_PAGE = 10;
    private static final String ONEDRIVE = "/v1.0/me/drive/special/photos/children";
    private static final long MOST_BYTES = 100L * 1024 * 1024 * 1024;

    private final Pauses pauses;

    Api(Pauses pauses) {
        this.pauses = pauses;
    }

    /// A page of the list.
    ///
    /// @param next what asks for the page after it; empty at the end
    private record Slice(int from, int to, Optional<String> next) {
        static Slice of(Optional<String> size, Optional<String> cursor) {
            int most = number(size, USUAL_PAGE, 1, 1000);
            int from = number(cursor.map(text -> text.replaceFirst("^p", "")), 0, 0, PHOTOS);
            int to = Math.min(PHOTOS, from + most);
            return new Slice(from, to, to < PHOTOS ? Optional.of("p" + to) : Optional.empty());
        }
    }

    private static int number(Optional<String> text, int usual, int least, int most) {
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.get().matches("[0-9]{1,6}")) {
            throw Refused.request("'" + text.get() + "' is no number");
        }
        int number = Integer.parseInt(text.get());
        if (number < least || number > most) {
            throw Refused.request(number + " is not between " + least + " and " + most);
        }
        return number;
    }

    /// @param path without what says how the call proves itself
    /// @param user whose photos
    Answer answer(Call call, String path, String user) {
        if (path.equals("/echo")) {
            return echo(call, user);
        }
        if (path.startsWith("/status/")) {
            return status(path.substring("/status/".length()));
        }
        Parameters query = call.query();
        return switch (path) {
            case "/files" -> files(query, user);
            case "/drive/v3/files" -> drive(call, query, user);
            case ONEDRIVE -> oneDrive(call, query, user);
            case "/stream" -> stream(query);
            case "/slow" -> slow(query);
            default -> photo(call, path, user);
        };
    }

    private static Answer files(Parameters query, String user) {
        Slice slice = Slice.of(query.first("limit"), query.first("cursor"));
        ObjectNode json = Json.object();
        ArrayNode files = json.putArray("files");
        for (int i = slice.from(); i < slice.to(); i++) {
            files.addObject().put("id", id(i)).put("name", name(i, user)).put("owner", user);
        }
        slice.next().ifPresent(next -> json.put("next", next));
        return Answer.json(200, json);
    }

    private static Answer drive(Call call, Parameters query, String user) {
        Slice slice = Slice.of(query.first("pageSize"), query.first("pageToken"));
        ObjectNode json = Json.object();
        slice.next().ifPresent(next -> json.put("nextPageToken", next));
        ArrayNode files = json.putArray("files");
        for (int i = slice.from(); i < slice.to(); i++) {
            files.addObject()
                    .put("id", id(i))
                    .put("name", name(i, user))
                    .put("thumbnailLink", content(call, id(i)) + "?small=true");
        }
        return Answer.json(200, json);
    }

    private static Answer oneDrive(Call call, Parameters query, String user) {
        Slice slice = Slice.of(query.first("$top"), query.first("$skiptoken"));
        ObjectNode json = Json.object();
        slice.next()
                .ifPresent(next ->
                        json.put(
                                "@odata.nextLink", call.base() + ONEDRIVE + "?$skiptoken=" + next));
        ArrayNode values = json.putArray("value");
        for (int i = slice.from(); i < slice.to(); i++) {
            ObjectNode value = values.addObject().put("id", id(i)).put("name", name(i, user));
            value.putArray("thumbnails")
                    .addObject()
                    .putObject("medium")
                    .put("url", content(call, id(i)) + "?small=true");
        }
        return Answer.json(200, json);
    }

    /// One photo, in the shape of the list it stands in.
    private static Answer photo(Call call, String path, String user) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        String list = path.substring(0, path.lastIndexOf('/'));
        boolean known = id.matches("f[0-9]{1,4}") && index(id) < PHOTOS;
        ObjectNode json = Json.object().put("id", id);
        switch (list) {
            case "/files" -> json.put("owner", user).put("url", content(call, id));
            case "/drive/v3/files" -> json.put("webContentLink", content(call, id));
            case "/v1.0/me/drive/items" ->
                    json.put("@microsoft.graph.downloadUrl", content(call, id));
            default -> {
                return Answer.nothingThere();
            }
        }
        return known
                ? Answer.json(200, json.put("name", name(index(id), user)))
                : Answer.error(404, "not_found", "there is no photo " + id);
    }

    private static int index(String id) {
        return Integer.parseInt(id.substring(1));
    }

    private static String id(int index) {
        return "f" + index;
    }

    private static String name(int index, String user) {
        return user + "-" + index + ".jpg";
    }

    private static String content(Call call, String id) {
        return call.base() + "/content/" + id;
    }

    /// What came, without what is secret in it.
    private static Answer echo(Call call, String user) {
        ObjectNode json =
                Json.object()
                        .put("method", call.method())
                        .put(
                                "uri",
                                call.target()
                                        .toString()
                                        .replaceAll(
                                                "(?i)([?&][^=&]*(?:token|key|secret|signature)[^=&]*)=[^&]*",
                                                "$1=[secret]"))
                        .put("user", user);
        ObjectNode headers = json.putObject("headers");
        call.headers().forEach((name, values) -> headers.put(name, Counters.shown(name, values)));
        return Answer.json(
                200,
                json.put("body", call.kept().text())
                        .put("bytes", call.bytes())
                        .put("sha256", call.digest()));
    }

    private static Answer stream(Parameters query) {
        String bytes = query.first("bytes").orElse("0");
        if (!bytes.matches("[0-9]{1,12}") || Long.parseLong(bytes) > MOST_BYTES) {
            throw Refused.request("bytes must be a number, " + MOST_BYTES + " at most");
        }
        return new Answer.Stream(Long.parseLong(bytes));
    }

    private Answer slow(Parameters query) {
        int millis = number(query.first("ms"), 1000, 0, 600_000);
        pauses.pause(Duration.ofMillis(millis));
        return Answer.json(200, Json.object().put("waited", millis));
    }

    private static Answer status(String code) {
        int status = number(Optional.of(code), 200, 200, 599);
        if (status == 204 || status == 304) {
            return Answer.of(Response.empty(status));
        }
        Response response = Response.json(status, Json.write(Json.object().put("status", status)));
        boolean later = status == 429 || status == 503;
        return Answer.of(later ? response.with("Retry-After", "1") : response);
    }
}
