package io.grantway.vault.mapping;

import io.grantway.config.Mistakes;
import io.grantway.config.PlacedValue;
import io.grantway.vault.mapping.Mapped.ErrorRule;
import io.grantway.vault.mapping.Mapped.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what one provider does for an interface.
final class MappedReader {
    private static final List<String> KEYS = List.of("request", "result", "paging", "errors");
    private static final int PAGES = 10;
    private static final int MOST_PAGES = 100;
    private static final int USUAL_ERROR = 400;

    private final List<Parameter> parameters;
    private final Optional<Shape> returns;
    private final Mistakes mistakes;

    MappedReader(List<Parameter> parameters, Optional<Shape> returns, Mistakes mistakes) {
        this.parameters = parameters;
        this.returns = returns;
        this.mistakes = mistakes;
    }

    Optional<Mapped> read(String provider, PlacedValue value) {
        KeyReader keys = new KeyReader(value, mistakes);
        if (!keys.has(KEYS)) {
            return Optional.empty();
        }
        Optional<RequestTemplate> request = value.get("request").flatMap(this::request);
        if (value.get("request").isEmpty()) {
            keys.wrong("lacks request: {method, path}");
        }
        Optional<Expression> result = keys.expression("result");
        if (value.get("result").isEmpty()) {
            keys.wrong("lacks result: an expression of JSONata that makes the answer ours");
        }
        Optional<Paging> paging = value.get("paging").flatMap(this::paging);
        List<ErrorRule> errors = errors(value);
        return request.isEmpty() || result.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mapped(provider, request.get(), result.get(), paging, errors));
    }

    private Optional<RequestTemplate> request(PlacedValue value) {
        return new RequestReader(parameters, mistakes).read(value);
    }

    private Optional<Paging> paging(PlacedValue value) {
        KeyReader keys = new KeyReader(value, mistakes);
        if (!keys.has(List.of("cursor", "next", "list", "pages", "limit"))) {
            return Optional.empty();
        }
        Optional<String> cursor = keys.text("cursor").filter(it -> isParameter(keys, "cursor", it));
        Optional<Expression> next = keys.expression("next");
        Optional<String> limit = keys.text("limit").filter(it -> isParameter(keys, "limit", it));
        Optional<String> list = keys.text("list").or(this::onlyList);
        if (list.isEmpty()) {
            keys.wrong("lacks list: which name of returns is the list whose pages add up");
        } else if (!lists().contains(list.get())) {
            keys.wrong("list", "must be one of the lists of returns");
        }
        if (value.get("cursor").isEmpty() || value.get("next").isEmpty()) {
            keys.wrong("needs cursor, a parameter, and next, an expression of its next value");
        }
        int pages = keys.whole("pages", 1, MOST_PAGES).orElse(PAGES);
        return cursor.isEmpty() || next.isEmpty() || list.isEmpty()
                ? Optional.empty()
                : Optional.of(new Paging(cursor.get(), next.get(), list.get(), pages, limit));
    }

    private boolean isParameter(KeyReader keys, String key, String name) {
        boolean there = parameters.stream().anyMatch(each -> each.name().equals(name));
        if (!there) {
            mistakes.addUnknown(
                    keys.value().get(key).orElseThrow().place(),
                    "there is no parameter \"" + name + '"',
                    name,
                    parameters.stream().map(Parameter::name).toList());
        }
        return there;
    }

    private List<String> lists() {
        List<String> lists = new ArrayList<>();
        if (returns.isPresent() && returns.get() instanceof Shape.Fields(var fields)) {
            fields.forEach((name, shape) -> {
                if (shape instanceof Shape.ListOf) {
                    lists.add(name);
                }
            });
        }
        return lists;
    }

    private Optional<String> onlyList() {
        return Optional.of(lists()).filter(it -> it.size() == 1).map(List::getFirst);
    }

    private List<ErrorRule> errors(PlacedValue inside) {
        List<ErrorRule> rules = new ArrayList<>();
        Optional<PlacedValue> errors = inside.get("errors");
        errors.filter(it -> !it.isList())
                .ifPresent(it -> mistakes.add(it.place(), "must be a list of errors"));
        errors.ifPresent(it -> it.items().forEach(each -> error(each).ifPresent(rules::add)));
        return rules;
    }

    private Optional<ErrorRule> error(PlacedValue value) {
        KeyReader keys = new KeyReader(value, mistakes);
        if (!keys.has(List.of("status", "when", "code", "answer", "detail"))) {
            return Optional.empty();
        }
        Optional<Integer> status = keys.whole("status", 200, 599);
        Optional<Expression> when = keys.expression("when");
        Optional<String> code = keys.text("code");
        if (code.isEmpty() || !code.get().matches("[a-z][a-z0-9_]{0,63}")) {
            keys.wrong("code", "needs code: a word of ours in small letters, such as photo_gone");
        }
        if (value.get("status").isEmpty() && value.get("when").isEmpty()) {
            keys.wrong("needs a status that is answered, when (an expression), or both");
        }
        int answer =
                keys.whole("answer", 400, 599)
                        .orElseGet(() -> status.filter(it -> it >= 400).orElse(USUAL_ERROR));
        return code.map(it ->
                new ErrorRule(
                        status.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                        when,
                        it,
                        answer,
                        keys.text("detail")));
    }
}
