package io.grantway.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A running authorization server with one confidential client, one user, and what the measurement
/// asks of it. Every server has the same client, user and redirect URI.
///
/// @param processes whose CPU time counts
/// @param authorize path of the authorization endpoint
/// @param token path of the token endpoint
/// @param introspect path of the introspection endpoint
record TokenServer(
        String name,
        List<ProcessHandle> processes,
        int port,
        String authorize,
        String token,
        String introspect) {
    static final String REDIRECT = "http://127.0.0.1:19199/callback";
    static final String CLIENT = "client_id=clientid&client_secret=clientsecret";
    static final String CLIENT_CREDENTIALS = "grant_type=client_credentials&" + CLIENT;
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters";

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// What an app sends its user's browser to: an OpenID Connect request with PKCE.
    String authorizationRequest() {
        return authorize
                + "?response_type=code&client_id=clientid&scope=openid&state=s&redirect_uri="
                + encoded(REDIRECT)
                + "&code_challenge_method=S256&code_challenge="
                + Digests.s256(VERIFIER);
    }

    static String codeForm(String code) {
        return "grant_type=authorization_code&"
                + CLIENT
                + "&code_verifier="
                + VERIFIER
                + "&redirect_uri="
                + encoded(REDIRECT)
                + "&code="
                + encoded(code);
    }

    static String refreshForm(String token) {
        return "grant_type=refresh_token&" + CLIENT + "&refresh_token=" + encoded(token);
    }

    String introspectionForm() {
        String answer = Http.post(url(token), CLIENT_CREDENTIALS, Map.of());
        return CLIENT + "&token=" + encoded(Http.member(answer, "access_token"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
