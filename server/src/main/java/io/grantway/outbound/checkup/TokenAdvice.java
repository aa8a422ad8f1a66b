package io.grantway.outbound.checkup;

import io.grantway.supply.OAuth2Config;
import io.grantway.supply.TokenUnavailable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What to do where no token came.
final class TokenAdvice {
    private static final Pattern ERROR =
            Pattern.compile("answered with status (\\d{3})(?: and ([A-Za-z0-9_.-]+))?");

    private final String definition;
    private final OAuth2Config config;
    private final String endpoint;

    /// @param endpoint as far as it is known
    TokenAdvice(String definition, OAuth2Config config, String endpoint) {
        this.definition = definition;
        this.config = config;
        this.endpoint = endpoint;
    }

    String on(TokenUnavailable failure) {
        Matcher found = ERROR.matcher(String.valueOf(failure.getMessage()));
        if (!found.find()) {
            return on(failure.reason());
        }
        String error = found.group(2) == null ? "" : found.group(2);
        return switch (error) {
            case "invalid_client" -> client();
            case "invalid_grant", "bad_refresh_token" -> grant();
            case "invalid_scope" ->
                    "the server does not know one of the scopes "
                            + config.scopes()
                            + ", or does not give it to this client: correct scopes, or have them"
                            + " assigned there";
            case "unauthorized_client" ->
                    "the server knows the client, and does not let it use "
                            + config.grantType()
                            + ": have that grant allowed for it there";
            case "unsupported_grant_type" ->
                    "the server has no " + config.grantType() + " at all: set another grantType";
            case "invalid_target" ->
                    "the server does not know what audience or resource names: correct them";
            case "invalid_request" ->
                    "the server misses a parameter, or knows it by another name: its description in"
                            + " brackets may say which; fields, extra and body say it differently";
            default -> status(Integer.parseInt(found.group(1)), failure.reason());
        };
    }

    private String client() {
        return switch (config.authentication()) {
            case PRIVATE_KEY_JWT ->
                    (config.makesKeys()
                                    ? "the server could not fetch our key, or does not know it: is"
                                            + " /.well-known/jwks/"
                                            + definition
                                            + ".json of this gateway reachable from it, and entered"
                                            + " there as the client's key set?"
                                    : "the server does not know our key: enter its public half"
                                            + " there, with the kid "
                                            + (config.keyId() == null ? "(none)" : config.keyId()))
                            + " It may also not like iss and sub ("
                            + config.clientId()
                            + "), aud ("
                            + endpoint
                            + ") or the time: see clock";
            case CLIENT_SECRET_JWT ->
                    "clientSecret is not the server's, or it does not like iss and sub ("
                            + config.clientId()
                            + "), aud ("
                            + endpoint
                            + ") or the time: see clock";
            case CLIENT_SECRET_BASIC ->
                    "clientId or clientSecret is wrong; or the server wants them in the body: try"
                            + " clientAuthentication: client_secret_post";
            case CLIENT_SECRET_POST ->
                    "clientId or clientSecret is wrong; or the server wants them in the header: try"
                            + " clientAuthentication: client_secret_basic";
            case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH ->
                    "the server does not take our certificate for this client: have its subject or"
                            + " the certificate itself entered there, and see that no proxy on the"
                            + " way ends TLS";
            case NONE ->
                    "the server does not know the client, or wants it to prove itself: give"
                            + " clientSecret";
        };
    }

    private String grant() {
        return switch (config.grantType()) {
            case REFRESH_TOKEN ->
                    "the refresh token is over, or of another client: get a new one and put it into"
                            + " refreshToken";
            case PASSWORD -> "username or password is wrong, or the account is locked";
            case JWT_BEARER ->
                    "the server does not take the JWT: look at iss, sub and aud under jwt, at the"
                            + " key, and at the time: see clock";
            case TOKEN_EXCHANGE -> "the server does not take the caller's token";
            case CLIENT_CREDENTIALS -> "the server wants another grantType of this client";
        };
    }

    private String status(int status, TokenUnavailable.Reason reason) {
        if (status == 404 || status == 405) {
            return "nothing takes token requests there: correct tokenEndpoint";
        }
        if (status == 401) {
            return client();
        }
        if (status == 429) {
            return "the server is asked too often: wait; requestsAtOnce slows us down";
        }
        return status >= 500
                ? "the token server is in trouble itself: look at its log, or ask whoever runs it"
                : on(reason);
    }

    private static String on(TokenUnavailable.Reason reason) {
        return switch (reason) {
            case DEFINITION -> "the server refuses the definition: correct it";
            case GRANT -> "what the token is got with is over: give a new one";
            case TRANSIENT -> "it may pass: see the steps before, and try again";
            case REFUSED_AGAIN -> "the API refuses new tokens too: look at scopes and audience";
            case ODD_ANSWER ->
                    "the server answers what is no token: look at tokenEndpoint, and under response"
                            + " at where things are";
        };
    }
}
