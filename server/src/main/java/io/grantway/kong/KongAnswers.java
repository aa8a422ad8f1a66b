package io.grantway.kong;

import io.grantway.authserver.Answers;
import io.grantway.authserver.RefusalAnswer;
import io.grantway.authserver.RefusalTable;
import io.grantway.authserver.RfcAnswers;
import io.grantway.catalog.OAuth2Settings;
import io.grantway.http.QuotedString;
import io.grantway.oauth.OAuthRefusal;

/// Refusals as clients of Kong's `oauth2` plugin know them: a table of status, error and
/// description. Clients match on the texts, so none may change.
///
/// @param endpoint as the text about a wrong method calls it: `token` or `authorization`
/// @param challenge begin of the Bearer challenge, with the realm where there is one
record KongAnswers(String endpoint, String challenge) implements RefusalTable {
    private static final String BAD_CLIENT = "Invalid client authentication";

    /// The answers of an endpoint: in these texts, or RFC 6749's where the settings are strict.
    static Answers of(OAuth2Settings settings, String endpoint) {
        String realm = settings.realm();
        if (settings.strict()) {
            return new Answers(new RfcAnswers(realm == null ? "OAuth2.0" : realm));
        }
        String challenge =
                realm == null ? "Bearer " : "Bearer realm=" + QuotedString.of(realm) + ", ";
        return new Answers(new KongAnswers(endpoint, challenge));
    }

    @Override
    public RefusalAnswer answer(OAuthRefusal refusal) {
        String subject = refusal.subject();
        return switch (refusal.refusal()) {
            case METHOD_NOT_ALLOWED -> wrongMethod(subject);
            case INSECURE_TRANSPORT -> bad("access_denied", "You must use HTTPS");
            case FORWARDED_PROTO_REPEATED ->
                    bad("access_denied", "Only one X-Forwarded-Proto header allowed");
            case PROVISION_KEY_WRONG -> bad("invalid_provision_key", "Invalid provision_key");
            case USER_MISSING ->
                    bad("invalid_authenticated_userid", "Missing authenticated_userid parameter");
            case USER_MALFORMED ->
                    bad("invalid_authenticated_userid", "Invalid authenticated_userid parameter");

            case GRANT_TYPE_MISSING, GRANT_TYPE_UNSUPPORTED ->
                    bad("unsupported_grant_type", "Invalid grant_type");
            case RESPONSE_TYPE_UNSUPPORTED ->
                    bad("unsupported_response_type", "Invalid response_type");

            case SCOPE_MISSING -> bad("invalid_scope", "You must specify a scope");
            case SCOPE_UNKNOWN -> bad("invalid_scope", "\"" + subject + "\" is an invalid scope");
            case SCOPE_MALFORMED -> bad("invalid_scope", "scope must be a string");
            case GRANT_NOT_ALLOWED -> bad("unauthorized_client", refusal.refusal().text());
            case ASSERTION_INVALID -> bad("invalid_grant", refusal.refusal().text());
            case ASSERTION_MISSING,
                    SUBJECT_TOKEN_MISSING,
                    SUBJECT_TOKEN_INVALID,
                    TOKEN_TYPE_MISSING,
                    TOKEN_TYPE_UNSUPPORTED ->
                    bad("invalid_request", refusal.refusal().text());
            case RESOURCE_UNKNOWN -> bad("invalid_target", refusal.refusal().text());
            case SCOPE_NOT_ALLOWED -> bad("invalid_scope", refusal.refusal().text());
            case SCOPE_WIDENED, SCOPE_WITHDRAWN -> bad("invalid_scope", "Scope mismatch");

            case CLIENT_UNKNOWN,
                    CLIENT_NOT_AUTHENTICATED,
                    CLIENT_WITHOUT_REDIRECT_URI,
                    REFRESH_TOKEN_OF_ANOTHER_CLIENT ->
                    bad("invalid_client", BAD_CLIENT);
            case HEADER_CREDENTIALS_WRONG ->
                    new RefusalAnswer(401, "invalid_client", BAD_CLIENT)
                            .with("WWW-Authenticate", "Basic realm=\"OAuth2.0\"");
            case SECRET_FROM_PUBLIC_CLIENT ->
                    bad("invalid_request", "client_secret is disallowed for public clients");
            case REDIRECT_URI_NOT_REGISTERED, REDIRECT_URI_MISMATCH, REDIRECT_URI_MISSING ->
                    bad(
                            "invalid_request",
                            "Invalid redirect_uri that does not match with any redirect_uri"
                                    + " created with the application");

            case CODE_MISSING, CODE_UNKNOWN -> bad("invalid_request", "Invalid code");
            case REFRESH_TOKEN_MISSING, REFRESH_TOKEN_UNKNOWN ->
                    bad("invalid_request", "Invalid refresh_token");

            case CHALLENGE_MISSING_WITH_METHOD ->
                    bad(
                            "invalid_request",
                            "code_challenge is required when code_method is present");
            case CHALLENGE_METHOD_UNSUPPORTED ->
                    bad("invalid_request", "code_challenge_method is not supported, must be S256");
            case CHALLENGE_MISSING_PUBLIC ->
                    bad("invalid_request", "code_challenge is required for public clients");
            case CHALLENGE_MISSING_CONFIDENTIAL ->
                    bad("invalid_request", "code_challenge is required for confidential clients");
            case VERIFIER_MISSING ->
                    bad(
                            "invalid_request",
                            "code_verifier is required for PKCE authorization requests");
            case VERIFIER_MALFORMED -> bad("invalid_request", "code_verifier is not a string");
            case VERIFIER_LENGTH ->
                    bad("invalid_request", "code_verifier must be between 43 and 128 characters");
            case VERIFIER_MISMATCH, VERIFIER_UNEXPECTED -> bad("invalid_grant", "Invalid code");

            case USER_DENIED -> bad("access_denied", refusal.refusal().text());
            case MALFORMED_REQUEST,
                    REPEATED_PARAMETER,
                    PARAMETERS_IN_QUERY,
                    CLIENT_AUTHENTICATED_TWICE,
                    REQUEST_NOT_PUSHED,
                    REQUEST_URI_UNKNOWN,
                    REQUEST_URI_PUSHED,
                    CLIENT_ID_DIFFERS,
                    TOKEN_PARAMETER_MISSING,
                    TOKEN_OF_ANOTHER_CLIENT,
                    RESPONSE_MODE_UNSUITABLE,
                    PARAMETER_UNCLEAN,
                    PROMPT_UNREADABLE,
                    MAX_AGE_UNREADABLE,
                    CLAIMS_UNREADABLE,
                    ID_TOKEN_HINT_FOREIGN,
                    OPENID_MISSING,
                    NONCE_MISSING,
                    REQUEST_OBJECT_MISSING,
                    DEVICE_CODE_MISSING,
                    DEVICE_CODE_UNKNOWN,
                    DEVICE_CODE_EXPIRED,
                    USER_NOT_DECIDED,
                    POLLED_TOO_SOON,
                    CHALLENGE_MALFORMED ->
                    bad("invalid_request", refusal.refusal().text());
            case LOGIN_REQUIRED,
                    CONSENT_REQUIRED,
                    LEVEL_UNREACHABLE,
                    DETAILS_WRONG,
                    DETAILS_NOT_ALLOWED,
                    DETAILS_WIDENED,
                    REDIRECT_URI_READABLE,
                    REQUEST_OBJECT_UNSOUND,
                    REQUEST_URI_FOREIGN,
                    DPOP_PROOF_MISSING,
                    DPOP_PROOF_REPEATED,
                    DPOP_PROOF_WRONG,
                    DPOP_PROOF_USED,
                    DPOP_PROOF_UNWANTED,
                    DPOP_NONCE_MISSING,
                    DPOP_KEY_MALFORMED,
                    DPOP_KEY_DIFFERS,
                    CERTIFICATE_MISSING,
                    BOUND_TO_ANOTHER_KEY ->
                    bad(refusal.refusal().code().wireName(), refusal.refusal().text());
            case PASSWORD_MISSING -> bad("invalid_request", refusal.refusal().text());
            case PASSWORD_WRONG -> bad("invalid_grant", refusal.refusal().text());
            case TOO_MANY_ATTEMPTS, TOO_MANY_DEVICES, PASSWORDS_THROTTLED, STORE_UNAVAILABLE ->
                    new RefusalAnswer(
                                    503,
                                    refusal.refusal().code().wireName(),
                                    refusal.refusal().text())
                            .with("Retry-After", "2");
        };
    }

    private static RefusalAnswer bad(String error, String description) {
        return new RefusalAnswer(400, error, description);
    }

    private RefusalAnswer wrongMethod(String method) {
        String text = "The HTTP method " + method + " is invalid for the " + endpoint + " endpoint";
        return new RefusalAnswer(405, "invalid_method", text)
                .with("Allow", "POST")
                .with(
                        "WWW-Authenticate",
                        challenge + "error=\"invalid_method\", error_description=\"" + text + "\"");
    }
}
