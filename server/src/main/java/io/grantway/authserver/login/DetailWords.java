package io.grantway.authserver.login;

import io.grantway.authserver.AuthorizationDetails;
import io.grantway.authserver.DetailRule;
import io.grantway.authserver.DetailTypeConfig;
import io.grantway.authserver.login.Page.Detail;
import io.grantway.authserver.login.Page.DetailLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What authorization details ask for, for the user who is asked: the operator's words for the type
/// and its members, and every value, each by itself, so that none can pass for two.
record DetailWords(DetailRule rule, Messages text) {
    List<Detail> shown(AuthorizationDetails details) {
        return details.all().stream().map(this::shown).toList();
    }

    private Detail shown(ObjectNode detail) {
        String name = detail.path("type").asString("");
        Optional<DetailTypeConfig> type = rule.type(name);
        List<DetailLine> lines = new ArrayList<>();
        detail.properties().stream()
                .filter(member -> !member.getKey().equals("type"))
                .forEach(member -> add(label(type, member.getKey()), member.getValue(), lines));
        return new Detail(
                name,
                type.flatMap(it -> Optional.ofNullable(it.description())).orElse(name),
                lines);
    }

    private String label(Optional<DetailTypeConfig> type, String member) {
        String key = "detail." + member;
        return DetailTypeConfig.COMMON.contains(member)
                ? text.lookup(key)
                : type.stream()
                        .flatMap(it -> it.members().stream())
                        .filter(it -> it.name().equals(member))
                        .flatMap(it -> Stream.ofNullable(it.label()))
                        .findFirst()
                        .orElse(member);
    }

    /// What is nested gets a line of its own, under the names that lead to it.
    private void add(String label, JsonNode value, List<DetailLine> lines) {
        switch (value) {
            case ObjectNode object when !object.isEmpty() ->
                    object.properties()
                            .forEach(each ->
                                    add(label + " › " + each.getKey(), each.getValue(), lines));
            case JsonNode list when list.isArray() && hasContainer(list) ->
                    list.forEach(each -> add(label, each, lines));
            case JsonNode list when list.isArray() ->
                    lines.add(new DetailLine(label, list.valueStream().map(this::words).toList()));
            default -> lines.add(new DetailLine(label, List.of(words(value))));
        }
    }

    private static boolean hasContainer(JsonNode list) {
        return list.valueStream().anyMatch(JsonNode::isContainer);
    }

    private String words(JsonNode value) {
        if (value.isBoolean()) {
            return text.lookup(value.asBoolean() ? "detail.yes" : "detail.no");
        }
        return value.isContainer() ? "–" : value.asString();
    }
}
