package io.grantway.boot.calls;

import io.grantway.catalog.Consumer;
import io.grantway.gateway.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who the user of a route's call is: a text with places that the call fills.
public final class UserTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final String CLAIM = "claim:";

    private final List<Part> parts;

    /// @param name of the place; empty for plain text
    private record Part(String text, String name) {}

    private UserTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException where a place is none of those there are
    public static UserTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int end = 0;
        while (places.find()) {
            String name = places.group(1);
            boolean claim = name.startsWith(CLAIM) && name.length() > CLAIM.length();
            if (!claim && !name.equals("subject") && !name.equals("consumer")) {
                throw new IllegalArgumentException(
                        "user: {"
                                + name
                                + "} is not known: write {subject}, {consumer} or {claim:name}");
            }
            parts.add(new Part(text.substring(end, places.start()), ""));
            parts.add(new Part("", name));
            end = places.end();
        }
        if (parts.isEmpty()) {
            // All callers would share one account.
            throw new IllegalArgumentException(
                    "user: says who calls, by {subject}, {consumer} or {claim:name}");
        }
        parts.add(new Part(text.substring(end), ""));
        return new UserTemplate(parts);
    }

    /// Empty where the call lacks what a place stands for.
    Optional<String> of(Call call) {
        StringBuilder user = new StringBuilder();
        for (Part part : parts) {
            if (part.name().isEmpty()) {
                user.append(part.text());
                continue;
            }
            Optional<String> value = value(part.name(), call);
            if (value.isEmpty() || value.get().isEmpty()) {
                return Optional.empty();
            }
            user.append(value.get());
        }
        return Optional.of(user.toString());
    }

    private static Optional<String> value(String name, Call call) {
        return switch (name) {
            case "subject" -> call.subject();
            case "consumer" -> call.consumer().map(Consumer::username);
            default -> call.claim(name.substring(CLAIM.length()));
        };
    }
}
