package io.grantway.oauth;

import java.util.Locale;

/// Why an OAuth request is refused: a closed list, so that each wire format (RFC 6749's, and Kong's
/// on its own policy) renders every reason on purpose, in one place. `code` and `text` are what RFC
/// 6749 and its successors say.
public enum Refusal {
    METHOD_NOT_ALLOWED(ErrorCode.INVALID_REQUEST, "this endpoint takes POST requests only"),
    INSECURE_TRANSPORT(ErrorCode.INVALID_REQUEST, "use HTTPS"),
    FORWARDED_PROTO_REPEATED(
            ErrorCode.INVALID_REQUEST, "X-Forwarded-Proto is given more than once"),
    MALFORMED_REQUEST(ErrorCode.INVALID_REQUEST, "the request's parameters cannot be read"),
    REPEATED_PARAMETER(ErrorCode.INVALID_REQUEST, "a parameter is given more than once"),
    PARAMETERS_IN_QUERY(
            ErrorCode.INVALID_REQUEST, "the parameters belong into the body, not the address"),
    GRANT_TYPE_MISSING(ErrorCode.INVALID_REQUEST, "grant_type is missing"),
    GRANT_TYPE_UNSUPPORTED(
            ErrorCode.UNSUPPORTED_GRANT_TYPE, "this grant type is not switched on here"),
    RESPONSE_TYPE_UNSUPPORTED(
            ErrorCode.UNSUPPORTED_RESPONSE_TYPE, "this response type is not switched on here"),
    RESPONSE_MODE_UNSUITABLE(
            ErrorCode.INVALID_REQUEST,
            "response_mode is unknown or does not suit the response type"),
    PARAMETER_UNCLEAN(
            ErrorCode.INVALID_REQUEST, "a parameter is too long, or holds control characters"),
    PROMPT_UNREADABLE(
            ErrorCode.INVALID_REQUEST,
            "prompt must be none alone, or some of login, consent and select_account"),
    CLAIMS_UNREADABLE(
            ErrorCode.INVALID_REQUEST,
            "claims must be a JSON object whose userinfo and id_token are objects"),
    MAX_AGE_UNREADABLE(ErrorCode.INVALID_REQUEST, "max_age must be a number of seconds"),
    ID_TOKEN_HINT_FOREIGN(
            ErrorCode.INVALID_REQUEST,
            "id_token_hint is not an ID token that this server gave to this client"),
    OPENID_MISSING(ErrorCode.INVALID_REQUEST, "an ID token is asked for without the scope openid"),
    NONCE_MISSING(ErrorCode.INVALID_REQUEST, "an ID token is asked for without a nonce"),
    LOGIN_REQUIRED(ErrorCode.LOGIN_REQUIRED, "the user must log in"),
    CONSENT_REQUIRED(ErrorCode.CONSENT_REQUIRED, "the user must be asked"),
    LEVEL_UNREACHABLE(
            ErrorCode.UNMET_AUTHENTICATION_REQUIREMENTS,
            "users cannot log in here as the essential acr wants it"),
    REQUEST_OBJECT_UNSOUND(
            ErrorCode.INVALID_REQUEST_OBJECT, "the request object cannot be believed"),
    REQUEST_OBJECT_MISSING(
            ErrorCode.INVALID_REQUEST, "this client must sign its authorization requests"),
    REQUEST_URI_FOREIGN(
            ErrorCode.REQUEST_URI_NOT_SUPPORTED,
            "request_uri must be one that a pushed authorization request gave"),
    CLIENT_UNKNOWN(ErrorCode.INVALID_CLIENT, "client authentication failed"),
    CLIENT_NOT_AUTHENTICATED(ErrorCode.INVALID_CLIENT, "client authentication failed"),
    HEADER_CREDENTIALS_WRONG(ErrorCode.INVALID_CLIENT, "client authentication failed"),
    CLIENT_AUTHENTICATED_TWICE(
            ErrorCode.INVALID_REQUEST, "the client authenticates in two ways at once"),
    TOO_MANY_ATTEMPTS(
            ErrorCode.TEMPORARILY_UNAVAILABLE, "too many secrets are being checked; try again"),
    CLIENT_WITHOUT_REDIRECT_URI(
            ErrorCode.INVALID_REQUEST, "the client has no registered redirect_uri"),
    REDIRECT_URI_MISSING(
            ErrorCode.INVALID_REQUEST,
            "redirect_uri is required: the client has several, or its profile wants it"),
    REDIRECT_URI_READABLE(
            ErrorCode.INVALID_REQUEST, "redirect_uri must not be plain http under this profile"),
    SECRET_FROM_PUBLIC_CLIENT(ErrorCode.INVALID_CLIENT, "a public client has no secret to send"),
    REDIRECT_URI_NOT_REGISTERED(
            ErrorCode.INVALID_REQUEST, "redirect_uri is not one that the client has registered"),
    REDIRECT_URI_MISMATCH(
            ErrorCode.INVALID_GRANT,
            "redirect_uri differs from the one of the authorization request"),
    SCOPE_MISSING(ErrorCode.INVALID_SCOPE, "a scope must be asked for"),
    SCOPE_UNKNOWN(ErrorCode.INVALID_SCOPE, "a scope asked for is not offered here"),
    SCOPE_MALFORMED(ErrorCode.INVALID_SCOPE, "scope must be a string"),
    SCOPE_WIDENED(ErrorCode.INVALID_SCOPE, "the scope exceeds what was granted"),
    SCOPE_WITHDRAWN(ErrorCode.INVALID_SCOPE, "a scope granted is no longer offered here"),
    PROVISION_KEY_WRONG(ErrorCode.ACCESS_DENIED, "the provision key is wrong"),
    USER_MISSING(ErrorCode.INVALID_REQUEST, "the end user is not named"),
    USER_MALFORMED(
            ErrorCode.INVALID_REQUEST,
            "the end user's name is too long or holds control characters"),
    PASSWORD_MISSING(ErrorCode.INVALID_REQUEST, "username and password must both be there"),
    PASSWORD_WRONG(ErrorCode.INVALID_GRANT, "the user's name or password is wrong"),
    PASSWORDS_THROTTLED(
            ErrorCode.TEMPORARILY_UNAVAILABLE,
            "too many failed logins for this user or from this address; try again later"),
    USER_DENIED(ErrorCode.ACCESS_DENIED, "the user refused"),
    CODE_UNKNOWN(ErrorCode.INVALID_GRANT, "the code is unknown, expired, used or another client's"),
    CODE_MISSING(ErrorCode.INVALID_REQUEST, "code is missing"),
    REFRESH_TOKEN_UNKNOWN(ErrorCode.INVALID_GRANT, "the refresh token is unknown, expired or used"),
    REFRESH_TOKEN_MISSING(ErrorCode.INVALID_REQUEST, "refresh_token is missing"),
    GRANT_NOT_ALLOWED(ErrorCode.UNAUTHORIZED_CLIENT, "the client is not registered for this grant"),
    SCOPE_NOT_ALLOWED(ErrorCode.INVALID_SCOPE, "the client is not registered for this scope"),
    ASSERTION_MISSING(ErrorCode.INVALID_REQUEST, "assertion is missing"),
    ASSERTION_INVALID(
            ErrorCode.INVALID_GRANT,
            "the assertion is not by a trusted issuer, not for this server, or expired"),
    SUBJECT_TOKEN_MISSING(ErrorCode.INVALID_REQUEST, "subject_token is missing"),
    SUBJECT_TOKEN_INVALID(
            ErrorCode.INVALID_REQUEST,
            "subject_token or actor_token is unknown, expired or not for this server"),
    TOKEN_TYPE_MISSING(
            ErrorCode.INVALID_REQUEST, "a token and its type must both be there, or neither"),
    TOKEN_TYPE_UNSUPPORTED(ErrorCode.INVALID_REQUEST, "this type of token is not supported here"),
    RESOURCE_UNKNOWN(
            ErrorCode.INVALID_TARGET,
            "a resource asked for is not offered here, or was not granted"),
    DETAILS_WRONG(
            ErrorCode.INVALID_AUTHORIZATION_DETAILS,
            "authorization_details must be a list of objects of the types that are offered here,"
                    + " with their members only"),
    DETAILS_NOT_ALLOWED(
            ErrorCode.INVALID_AUTHORIZATION_DETAILS,
            "the client may not ask for authorization details of this type"),
    DETAILS_WIDENED(
            ErrorCode.INVALID_AUTHORIZATION_DETAILS,
            "the authorization details exceed what was granted"),
    REQUEST_NOT_PUSHED(ErrorCode.INVALID_REQUEST, "authorization requests must be pushed first"),
    REQUEST_URI_UNKNOWN(
            ErrorCode.INVALID_REQUEST, "request_uri is unknown, expired, used or another client's"),
    REQUEST_URI_PUSHED(
            ErrorCode.INVALID_REQUEST, "a pushed request must not have a request_uri itself"),
    CLIENT_ID_DIFFERS(
            ErrorCode.INVALID_REQUEST, "client_id must be there and name the client that sends"),
    TOKEN_PARAMETER_MISSING(ErrorCode.INVALID_REQUEST, "token is missing"),
    TOKEN_OF_ANOTHER_CLIENT(ErrorCode.INVALID_REQUEST, "the token was issued to another client"),
    REFRESH_TOKEN_OF_ANOTHER_CLIENT(
            ErrorCode.INVALID_GRANT, "the refresh token is unknown, expired or used"),
    CHALLENGE_MISSING_WITH_METHOD(ErrorCode.INVALID_REQUEST, "code_challenge is missing"),
    CHALLENGE_METHOD_UNSUPPORTED(ErrorCode.INVALID_REQUEST, "code_challenge_method must be S256"),
    CHALLENGE_MALFORMED(
            ErrorCode.INVALID_REQUEST, "code_challenge must be 43 characters of base64url"),
    CHALLENGE_MISSING_PUBLIC(
            ErrorCode.INVALID_REQUEST, "code_challenge is required for public clients"),
    CHALLENGE_MISSING_CONFIDENTIAL(
            ErrorCode.INVALID_REQUEST, "code_challenge is required for confidential clients"),
    VERIFIER_MISSING(ErrorCode.INVALID_GRANT, "code_verifier is missing"),
    VERIFIER_MALFORMED(ErrorCode.INVALID_GRANT, "code_verifier is not a string"),
    VERIFIER_LENGTH(ErrorCode.INVALID_GRANT, "code_verifier must have 43 to 128 characters"),
    VERIFIER_MISMATCH(ErrorCode.INVALID_GRANT, "code_verifier does not fit the code_challenge"),
    VERIFIER_UNEXPECTED(
            ErrorCode.INVALID_GRANT, "code_verifier is sent for a code without a code_challenge"),
    DEVICE_CODE_MISSING(ErrorCode.INVALID_REQUEST, "device_code is missing"),
    DEVICE_CODE_UNKNOWN(
            ErrorCode.INVALID_GRANT, "the device code is unknown, used or another client's"),
    DEVICE_CODE_EXPIRED(ErrorCode.EXPIRED_TOKEN, "the device code has expired; begin again"),
    USER_NOT_DECIDED(ErrorCode.AUTHORIZATION_PENDING, "the user has not decided yet"),
    POLLED_TOO_SOON(ErrorCode.SLOW_DOWN, "wait 5 seconds longer between requests from now on"),
    TOO_MANY_DEVICES(
            ErrorCode.TEMPORARILY_UNAVAILABLE, "too many devices are waiting; try again later"),
    DPOP_PROOF_MISSING(ErrorCode.INVALID_DPOP_PROOF, "a proof of DPoP must be sent"),
    DPOP_PROOF_REPEATED(ErrorCode.INVALID_DPOP_PROOF, "more than one proof of DPoP is sent"),
    DPOP_PROOF_WRONG(
            ErrorCode.INVALID_DPOP_PROOF, "the proof of DPoP does not hold for this request"),
    DPOP_PROOF_USED(ErrorCode.INVALID_DPOP_PROOF, "the proof of DPoP was used before"),
    DPOP_PROOF_UNWANTED(
            ErrorCode.INVALID_DPOP_PROOF, "this client's tokens are bound to its certificate"),
    DPOP_NONCE_MISSING(
            ErrorCode.USE_DPOP_NONCE, "the proof of DPoP must have the nonce of this answer"),
    DPOP_KEY_MALFORMED(ErrorCode.INVALID_REQUEST, "dpop_jkt must be 43 characters of base64url"),
    DPOP_KEY_DIFFERS(
            ErrorCode.INVALID_DPOP_PROOF, "the proof of DPoP is not by the key of dpop_jkt"),
    CERTIFICATE_MISSING(ErrorCode.INVALID_REQUEST, "this client must connect with its certificate"),
    BOUND_TO_ANOTHER_KEY(
            ErrorCode.INVALID_GRANT,
            "the request does not prove to hold the key that this is bound to"),
    STORE_UNAVAILABLE(
            ErrorCode.TEMPORARILY_UNAVAILABLE, "tokens cannot be kept just now; try again");

    private final ErrorCode code;
    private final String text;

    Refusal(ErrorCode code, String text) {
        this.code = code;
        this.text = text;
    }

    public ErrorCode code() {
        return code;
    }

    public String text() {
        return text;
    }

    /// The reason code of logs and metrics, in snake_case.
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
