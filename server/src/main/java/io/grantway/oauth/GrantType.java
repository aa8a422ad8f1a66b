package io.grantway.oauth;

/// The wire name of a way to get a token (RFC 6749 §1.3; an open set, §4.5).
public record GrantType(String wireName) {
    public static final GrantType AUTHORIZATION_CODE = new GrantType("authorization_code");
    public static final GrantType CLIENT_CREDENTIALS = new GrantType("client_credentials");
    public static final GrantType PASSWORD = new GrantType("password");

    /// RFC 7523 §2.1
    public static final GrantType JWT_BEARER =
            new GrantType("urn:ietf:params:oauth:grant-type:jwt-bearer");

    /// RFC 8693 §2.1
    public static final GrantType TOKEN_EXCHANGE =
            new GrantType("urn:ietf:params:oauth:grant-type:token-exchange");

    /// RFC 8628 §3.4
    public static final GrantType DEVICE_CODE =
            new GrantType("urn:ietf:params:oauth:grant-type:device_code");

    public static final GrantType REFRESH_TOKEN = new GrantType("refresh_token");

    /// RFC 6749 §4.2. Has no token request; named where a server says what it allows.
    public static final GrantType IMPLICIT = new GrantType("implicit");

    /// OpenID Connect Core §3.3: a code and tokens at once. Has no token request of its own, and no
    /// registered name.
    public static final GrantType HYBRID = new GrantType("hybrid");

    @Override
    public String toString() {
        return wireName;
    }
}
