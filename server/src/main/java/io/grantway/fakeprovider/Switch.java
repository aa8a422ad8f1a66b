package io.grantway.fakeprovider;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A way to be odd or broken, by its name on the command line and at `/_control`.
public enum Switch {
    ROTATING(Kind.FLAG, "Each refresh gives a new refresh token, and the one before is refused."),
    GRACE(Kind.DURATION, "How long the one before still gets the same answer again."),
    REUSE_DETECTION(Kind.FLAG, "A refresh token that was replaced ends the grant when it is used."),
    TOKEN_LIFE(Kind.DURATION, "How long access tokens live; 1h."),
    NO_EXPIRES_IN(Kind.FLAG, "Answers do not say how long tokens live."),
    EXPIRES_IN_MS(Kind.FLAG, "expires_in is in milliseconds."),
    SLOW(Kind.DURATION, "The token endpoint thinks that long before it does anything."),
    FAILING(Kind.STATUS, "The token endpoint does nothing but answer this status."),
    API_FAILING(Kind.STATUS, "The API does nothing but answer this status."),
    EARLY_REFRESH_REFUSED(
            Kind.FLAG,
            "A refresh is refused until nine tenths of the access token's life are over."),
    ERROR_200(Kind.FLAG, "Token endpoint and API refuse with status 200 and an error inside."),
    EXPIRED_IS_403(Kind.FLAG, "The API refuses a token by 403, and not by 401."),
    HTML(Kind.FLAG, "The token endpoint answers an HTML page."),
    NO_REFRESH_TOKEN(Kind.FLAG, "No refresh token is given at all."),
    REFRESH_WITHOUT_REFRESH_TOKEN(
            Kind.FLAG, "The answer to a refresh has no refresh token; the old one goes on."),
    JSON_TOKEN_REQUEST(Kind.FLAG, "The token endpoint takes JSON alone."),
    COMMA_SCOPES(Kind.FLAG, "Scopes are parted by commas."),
    NESTED_TOKEN(Kind.FLAG, "The token stands inside of \"authed_user\" in the answer."),
    WRONG_ISS(Kind.FLAG, "The callback names another issuer."),
    NO_ISS(Kind.FLAG, "The callback names no issuer."),
    RATE_LIMIT(Kind.RATE, "The API takes so many calls, such as 10/s or 100/m, and answers 429."),
    REVOKE_STYLE(
            Kind.TEXT,
            "How /revoke is asked: rfc7009, basic_delete, bearer_delete, bearer_post, json, query,"
                    + " token_path, none."),
    LOSE_ANSWER(
            Kind.NUMBER,
            "The Nth answer of the token endpoint from now on is lost: all is done, and the"
                    + " connection closed.");

    /// What values a switch takes.
    public enum Kind {
        /// `true` or `false`.
        FLAG,
        /// Such as `60s`.
        DURATION,
        NUMBER,
        /// Of an answer.
        STATUS,
        /// Such as `10/s`.
        RATE,
        TEXT
    }

    private final Kind kind;
    private final String description;

    Switch(Kind kind, String description) {
        this.kind = kind;
        this.description = description;
    }

    public Kind kind() {
        return kind;
    }

    /// For people.
    public String description() {
        return description;
    }

    /// Such as `token-life`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Switch> named(String name) {
        return Stream.of(values()).filter(each -> each.wireName().equals(name)).findFirst();
    }
}
