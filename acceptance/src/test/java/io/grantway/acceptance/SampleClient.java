package io.grantway.acceptance;

import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The application of scenario 1: what it sends to get tokens and to use them.
record SampleClient(RunningServer server) {
    static final String TOKEN = "/event/oauth2/token";
    static final String AUTHORIZE = "/event/oauth2/authorize";

    /// Its id and secret, and more.
    static Map<String, String> credentialsAnd(String... more) {
        Map<String, String> fields = new HashMap<>();
        fields.put("client_id", "clientid");
        fields.put("client_secret", "clientsecret");
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    Answer token(String... fields) throws IOException {
        return server.client().form(server.at(TOKEN), credentialsAnd(fields));
    }

    Answer passwordGrant(String... more) throws IOException {
        Map<String, String> fields = credentialsAnd(more);
        fields.put("grant_type", "password");
        fields.put("provision_key", "provisionkey");
        fields.put("authenticated_userid", "1");
        return server.client().form(server.at(TOKEN), fields);
    }

    Answer refresh(String refreshToken) throws IOException {
        return token("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    /// What a trusted login front end sends once the user has consented.
    Answer authorize(String... fields) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("client_id", "clientid");
        all.put("provision_key", "provisionkey");
        all.put("authenticated_userid", "1");
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return server.client().form(server.at(AUTHORIZE), all);
    }

    Answer event(String accessToken) throws IOException {
        return server.client().get(server.at("/event/1"), "Authorization", "Bearer " + accessToken);
    }

    Answer listTokens() throws IOException {
        return server.client().get(server.admin("/Sample/oauth2_tokens"), asAdmin());
    }

    /// The id of a token, by its fingerprint: the list does not show tokens.
    Optional<String> tokenId(String accessToken) throws IOException {
        String next = "/Sample/oauth2_tokens?size=1000";
        while (!next.isEmpty()) {
            Answer page = server.client().get(server.admin(next), asAdmin());
            for (JsonNode token : page.json().path("data")) {
                if (token.path("fingerprint").asString().equals(fingerprint(accessToken))) {
                    return Optional.of(token.path("id").asString());
                }
            }
            next = page.text("next");
        }
        return Optional.empty();
    }

    private static String fingerprint(String accessToken) {
        byte[] hash = Sha256.of(accessToken);
        return HexFormat.of().formatHex(hash, 0, 4);
    }

    Answer deleteToken(String id) throws IOException {
        return server.client().delete(server.admin("/Sample/oauth2_tokens/" + id), asAdmin());
    }

    String[] asAdmin() {
        return new String[] {"Authorization", "Bearer " + server.adminToken()};
    }
}
