package io.grantway.authserver.clientauth;

import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// `client_secret_basic`: id and secret as HTTP Basic credentials (RFC 6749 §2.3.1, RFC 7617).
record SecretBasic(ClientSecrets secrets) implements ClientAuthMethod {
    private static final String SCHEME = "basic ";
    private static final Presented UNREADABLE = new Presented.BySecret("", Optional.empty(), true);

    @Override
    public TokenEndpointAuthMethod name() {
        return TokenEndpointAuthMethod.CLIENT_SECRET_BASIC;
    }

    @Override
    public Optional<Presented> read(TokenCall call, boolean strict) {
        return call.authorization()
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> decode(value.substring(SCHEME.length()).strip(), strict))
                .filter(presented -> strict || named(call, presented));
    }

    @Override
    public Optional<String> doubt(Client client, Presented presented, TokenCall call) {
        return presented instanceof Presented.BySecret(_, var secret, var inHeader) && inHeader
                ? secrets.doubt(client, secret)
                : Optional.of("no secret came in the Authorization header");
    }

    /// Whether the parameters name no other client: their word counts more, except under RFC 6749.
    private static boolean named(TokenCall call, Presented presented) {
        return call.parameters().text("client_id").map(presented.clientId()::equals).orElse(true);
    }

    private static Presented decode(String credentials, boolean strict) {
        try {
            String pair =
                    new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return UNREADABLE;
            }
            String id = part(pair.substring(0, colon), strict);
            String secret = part(pair.substring(colon + 1), strict);
            return new Presented.BySecret(id, Optional.of(Secret.of(secret)), true);
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    /// RFC 6749 has both parts form-encoded before they are joined; Kong takes them as they are.
    private static String part(String text, boolean strict) {
        return strict ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }
}
