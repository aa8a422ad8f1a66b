package io.grantway.services;

import io.grantway.http.Body;
import io.grantway.http.HeaderList;

/// What a service came to.
///
/// @param status for callers over HTTP
/// @param contentType of the body; empty where there is none
public record ServiceResult(int status, HeaderList headers, String contentType, Body body) {}
