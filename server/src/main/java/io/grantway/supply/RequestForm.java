package io.grantway.supply;

/// Where a token request carries its parameters.
public enum RequestForm {
    /// `application/x-www-form-urlencoded` in the body, as RFC 6749 says.
    FORM,
    JSON,
    /// Behind the address, of a `POST` without a body.
    QUERY
}
