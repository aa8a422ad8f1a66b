package io.grantway.token;

import io.grantway.oauth.AccessToken;

/// What validation says of a token.
public sealed interface Verdict {
    /// Good until it expires or is revoked.
    record Valid(AccessToken token) implements Verdict {}

    /// Not good, and why, for the log: `unknown`, `expired`, `bad_signature` …
    record Rejected(String reason) implements Verdict {}

    /// Nobody could say: the store or the introspection endpoint is out of reach. Answered with
    /// 503, never 401, since the client's token may be perfectly good.
    record Unknown(String reason) implements Verdict {}
}
