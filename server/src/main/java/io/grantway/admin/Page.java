package io.grantway.admin;

import io.grantway.http.Json;
import io.grantway.http.Problem;
import io.grantway.http.Request;
import io.grantway.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which part of a listing is asked for: `?size=&after=`. Ask the store for one more than the size;
/// [#response] tells by it whether there is a next page.
///
/// @param size how many at most
/// @param after the `next` of the page before
public record Page(int size, Optional<String> after) {
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    /// @throws Problem 400 where the size is no number from 1 to 1000
    public static Page of(Request request) {
        int size = request.query().first("size").map(Page::size).orElse(USUAL);
        return new Page(size, request.query().first("after"));
    }

    /// `after` where listings go by ids.
    ///
    /// @throws Problem 400 where it is no id
    public Optional<UUID> afterId() {
        try {
            return after.map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "invalid_field", "after: must be the next of the page before, an id");
        }
    }

    /// `{data: […], next: …}`
    ///
    /// @param found up to one more than the size
    /// @param next by which the page after an element is asked for
    public <T> Response response(
            List<T> found, Function<T, ObjectNode> shown, Function<T, String> next) {
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        found.stream().limit(size).forEach(each -> data.add(shown.apply(each)));
        json.put("next", found.size() > size ? next.apply(found.get(size - 1)) : null);
        return Response.json(200, Json.write(json));
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw Problem.badRequest("invalid_field", "size: must be a number from 1 to " + MOST);
    }
}
