package io.grantway.kong.resource;

import io.grantway.catalog.Entity;
import io.grantway.catalog.Ids;
import io.grantway.http.Json;
import io.grantway.http.Parameters;
import io.grantway.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of a list that a request asks for by `size`, `offset` and `tags`.
///
/// @param after the last id of the page before
record Pages(int size, Optional<UUID> after, Predicate<Entity> tagged) {
    private static final int SIZE = 100;
    private static final int MOST = 1000;

    static Pages of(Request request) {
        Parameters query = request.query();
        return new Pages(
                query.first("size").map(Pages::size).orElse(SIZE),
                query.first("offset").map(Pages::offset),
                query.first("tags").map(Pages::tags).orElse(_ -> true));
    }

    private static int size(String text) {
        if (!text.matches("-?[0-9]{1,9}(\\.[0-9]+)?")) {
            throw Refused.size("size must be a number");
        }
        double size = Double.parseDouble(text);
        if (size < 1 || size > MOST || size != Math.rint(size)) {
            throw Refused.size("size must be an integer between 1 and " + MOST);
        }
        return (int) size;
    }

    private static UUID offset(String text) {
        try {
            byte[] id = Base64.getUrlDecoder().decode(text);
            return Ids.parse(new String(id, StandardCharsets.US_ASCII))
                    .orElseThrow(() -> Refused.offset(text));
        } catch (IllegalArgumentException _) {
            throw Refused.offset(text);
        }
    }

    private static Predicate<Entity> tags(String text) {
        if (!text.matches("[^,/]+(,[^,/]+)*|[^,/]+(/[^,/]+)*")) {
            throw Refused.option("tags", "invalid filter syntax");
        }
        List<String> all = List.of(text.split("[,/]", -1));
        return text.contains("/")
                ? entity -> all.stream().anyMatch(entity.tags()::contains)
                : entity -> entity.tags().containsAll(all);
    }

    /// @param all in the order of their ids
    ObjectNode answer(Request request, Collection<Entity> all, Function<Entity, ObjectNode> shape) {
        Stream<Entity> rest =
                all.stream()
                        .filter(one -> after.isEmpty() || one.id().compareTo(after.get()) > 0)
                        .filter(tagged);
        List<Entity> page = rest.limit(size + 1L).toList();
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        page.stream().limit(size).map(shape).forEach(data::add);
        if (page.size() <= size) {
            return json.putNull("next");
        }
        String last = page.get(size - 1).id().toString();
        String offset =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(last.getBytes(StandardCharsets.US_ASCII));
        StringBuilder next = new StringBuilder(request.path() + "?offset=" + offset);
        next.append("&size=").append(size);
        request.query()
                .first("tags")
                .ifPresent(tags ->
                        next.append("&tags=")
                                .append(URLEncoder.encode(tags, StandardCharsets.UTF_8)));
        return json.put("next", next.toString()).put("offset", offset);
    }
}
