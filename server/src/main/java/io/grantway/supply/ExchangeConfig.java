package io.grantway.supply;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// What a token exchange asks for beside audience, resource and scopes (RFC 8693 §2.1).
public record ExchangeConfig(
        @Key(
                        value = "What the caller's token is (`subject_token_type`).",
                        or = "urn:ietf:params:oauth:token-type:access_token")
                String subjectTokenType,
        @Key(
                        value =
                                "What is asked for (`requested_token_type`); left out where"
                                        + " absent.",
                        example = "urn:ietf:params:oauth:token-type:access_token")
                @Nullable String requestedTokenType,
        @Key(
                        "A token that says who acts for the caller (`actor_token`): this program,"
                                + " where the server wants that.")
                @Nullable Secret actorToken,
        @Key(
                        value = "What the actor's token is (`actor_token_type`).",
                        or = "urn:ietf:params:oauth:token-type:access_token")
                String actorTokenType) {}
