package io.grantway.token;

import io.grantway.config.Key;
import java.util.List;

/// The names of a server's claims. A name with dots is a path into objects (`realm_access.roles`).
public record ClaimNamesConfig(
        @Key(
                        value =
                                "Which client a token was issued to: the first of these that it"
                                        + " has.",
                        or = "[client_id, azp, cid, appid]")
                List<String> client,
        @Key(
                        value =
                                "The scopes, as a text with spaces or as a list: the first of these"
                                        + " that it has.",
                        or = "[scope, scp]")
                List<String> scopes,
        @Key(value = "Whom the token stands for.", or = "sub") String subject) {
    public ClaimNamesConfig {
        client = List.copyOf(client);
        scopes = List.copyOf(scopes);
    }
}
