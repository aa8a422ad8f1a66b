package io.grantway.catalog;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// That a client registered itself (RFC 7591), and what only that is for.
public record ClientRegistration(
        @Key("The authorization server that it registered at.") String server,
        @Key("The hash of the token by which it manages its registration (RFC 7592).")
                Secret accessToken,
        @Key(
                        value =
                                "Whether it has proven itself since; one that never does is taken"
                                        + " away.",
                        or = "false")
                boolean used,
        @Key("What else it told of itself, given back as it came (RFC 7591 §2).")
                @Nullable ObjectNode metadata) {}
