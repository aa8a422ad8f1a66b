package io.grantway.authserver.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of a client's metadata, read as the types that RFC 7591 §2 gives them. An empty text
/// and a null count as absent.
record Members(ObjectNode json) {
    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_VALUES = 50;

    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(text(name, value)).filter(text -> !text.isEmpty());
    }

    private static String text(String name, JsonNode value) {
        if (!value.isString()) {
            throw RegistrationRefusal.metadata(name, "must be a text");
        }
        String text = value.asString();
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw RegistrationRefusal.metadata(
                    name,
                    "must have at most "
                            + LONGEST_TEXT
                            + " characters, none of them a control character");
        }
        return text;
    }

    /// Without repetitions, in order.
    Optional<List<String>> texts(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray() || value.size() > MOST_VALUES) {
            throw RegistrationRefusal.metadata(
                    name, "must be a list of at most " + MOST_VALUES + " texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode each : value) {
            texts.add(text(name, each));
        }
        return Optional.of(List.copyOf(texts));
    }

    boolean flag(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw RegistrationRefusal.metadata(name, "must be true or false");
        }
        return value.asBoolean();
    }

    /// A whole number of them, no more than years.
    Optional<Duration> seconds(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
            throw RegistrationRefusal.metadata(name, "must be a number of seconds");
        }
        return Optional.of(Duration.ofSeconds(value.asInt()));
    }

    Optional<ObjectNode> object(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw RegistrationRefusal.metadata(name, "must be an object");
    }

    /// The address of a page or document.
    Optional<URI> address(String name) {
        return text(name).map(text -> address(name, text));
    }

    static URI address(String name, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        // Others, such as javascript:, would do something when a user follows them.
        throw RegistrationRefusal.metadata(name, "must be an absolute https or http address");
    }
}
