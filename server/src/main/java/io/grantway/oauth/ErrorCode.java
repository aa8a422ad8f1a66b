package io.grantway.oauth;

/// The error codes of OAuth, each with its HTTP status where it is answered directly.
public enum ErrorCode {
    /// RFC 6749 §5.2
    INVALID_REQUEST("invalid_request", 400),
    /// RFC 6749 §5.2
    INVALID_CLIENT("invalid_client", 401),
    /// RFC 6749 §5.2
    INVALID_GRANT("invalid_grant", 400),
    /// RFC 6749 §5.2
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    /// RFC 6749 §5.2
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    /// RFC 6749 §5.2
    INVALID_SCOPE("invalid_scope", 400),
    /// RFC 8707 §2, RFC 8693 §2.2.2
    INVALID_TARGET("invalid_target", 400),
    /// RFC 9396 §5
    INVALID_AUTHORIZATION_DETAILS("invalid_authorization_details", 400),
    /// RFC 6749 §4.1.2.1
    ACCESS_DENIED("access_denied", 400),
    /// RFC 6749 §4.1.2.1
    UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400),
    /// RFC 6749 §4.1.2.1
    SERVER_ERROR("server_error", 500),
    /// RFC 6749 §4.1.2.1
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503),
    /// OpenID Connect Core §3.1.2.6
    LOGIN_REQUIRED("login_required", 400),
    /// OpenID Connect Core §3.1.2.6
    CONSENT_REQUIRED("consent_required", 400),
    /// OpenID Connect Core Error Code unmet_authentication_requirements §2
    UNMET_AUTHENTICATION_REQUIREMENTS("unmet_authentication_requirements", 400),
    /// OpenID Connect Core §3.1.2.6, RFC 9101 §7
    INVALID_REQUEST_OBJECT("invalid_request_object", 400),
    /// OpenID Connect Core §3.1.2.6, RFC 9101 §7
    REQUEST_URI_NOT_SUPPORTED("request_uri_not_supported", 400),
    /// RFC 8628 §3.5
    AUTHORIZATION_PENDING("authorization_pending", 400),
    /// RFC 8628 §3.5
    SLOW_DOWN("slow_down", 400),
    /// RFC 8628 §3.5
    EXPIRED_TOKEN("expired_token", 400),
    /// RFC 6750 §3.1
    INVALID_TOKEN("invalid_token", 401),
    /// RFC 6750 §3.1
    INSUFFICIENT_SCOPE("insufficient_scope", 403),
    /// RFC 9449 §5
    INVALID_DPOP_PROOF("invalid_dpop_proof", 400),
    /// RFC 9449 §8
    USE_DPOP_NONCE("use_dpop_nonce", 400);

    private final String wireName;
    private final int status;

    ErrorCode(String wireName, int status) {
        this.wireName = wireName;
        this.status = status;
    }

    public String wireName() {
        return wireName;
    }

    public int status() {
        return status;
    }
}
