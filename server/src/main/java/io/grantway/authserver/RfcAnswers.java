package io.grantway.authserver;

import io.grantway.http.QuotedString;
import io.grantway.oauth.ErrorCode;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;

/// Refusals as RFC 6749 §5.2 has them.
///
/// @param realm of the Basic challenge
public record RfcAnswers(String realm) implements RefusalTable {
    @Override
    public RefusalAnswer answer(OAuthRefusal thrown) {
        Refusal refusal = thrown.refusal();
        ErrorCode code = refusal.code();
        if (refusal == Refusal.METHOD_NOT_ALLOWED) {
            return new RefusalAnswer(405, code.wireName(), refusal.text()).with("Allow", "POST");
        }
        if (refusal == Refusal.PASSWORDS_THROTTLED) {
            return new RefusalAnswer(429, code.wireName(), refusal.text())
                    .with("Retry-After", thrown.subject());
        }
        RefusalAnswer answer = new RefusalAnswer(code.status(), code.wireName(), refusal.text());
        return switch (code) {
            case INVALID_CLIENT ->
                    answer.with("WWW-Authenticate", "Basic realm=" + QuotedString.of(realm));
            case TEMPORARILY_UNAVAILABLE -> answer.with("Retry-After", "2");
            case INVALID_REQUEST,
                    INVALID_GRANT,
                    UNAUTHORIZED_CLIENT,
                    UNSUPPORTED_GRANT_TYPE,
                    INVALID_SCOPE,
                    INVALID_TARGET,
                    INVALID_AUTHORIZATION_DETAILS,
                    ACCESS_DENIED,
                    UNSUPPORTED_RESPONSE_TYPE,
                    LOGIN_REQUIRED,
                    CONSENT_REQUIRED,
                    UNMET_AUTHENTICATION_REQUIREMENTS,
                    INVALID_REQUEST_OBJECT,
                    REQUEST_URI_NOT_SUPPORTED,
                    SERVER_ERROR,
                    AUTHORIZATION_PENDING,
                    SLOW_DOWN,
                    EXPIRED_TOKEN,
                    INVALID_TOKEN,
                    INSUFFICIENT_SCOPE,
                    INVALID_DPOP_PROOF,
                    USE_DPOP_NONCE ->
                    answer;
        };
    }
}
