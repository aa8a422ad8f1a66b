package io.grantway.vault.provider;

import io.grantway.config.Key;
import io.grantway.supply.ExpiryUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a provider's token answers hold things. Paths are names with dots between.
public record TokenAnswerConfig(
        @Key("The access token; `access_token` where absent.") @Nullable String accessToken,
        @Key("For how long it is good; `expires_in` where absent.") @Nullable String expiresIn,
        @Key("What that counts: `s` (where absent), `ms` or `m`.")
                @Nullable ExpiryUnit expiresInUnit,
        @Key("The refresh token; `refresh_token` where absent.") @Nullable String refreshToken,
        @Key("The seconds that the refresh token lives.") @Nullable String refreshExpiresIn,
        @Key("The word before the token; `token_type` where absent.") @Nullable String tokenType,
        @Key("The scopes that were granted; `scope` where absent.") @Nullable String scope,
        @Key("Where a second token of the same answer stands, for those who want that one.")
                @Nullable String alternate,
        @Key("Whether that second one is taken.") @Nullable Boolean takeAlternate,
        @Key(
                        value =
                                "What tells an error although the status is 200: `path` (it is"
                                        + " there) or `path=value`; `error` and `ok=false` where"
                                        + " absent.",
                        example = "[ok=false]")
                List<String> errors,
        @Key(
                        value = "Errors that say that the grant is dead, beside `invalid_grant`.",
                        example = "[invalid_code]")
                List<String> dead,
        @Key(value = "What is kept of it with the account.", example = "[team.id]")
                List<String> metadata,
        @Key("What else there is to it.") @Nullable String note) {
    public TokenAnswerConfig {
        errors = List.copyOf(errors);
        dead = List.copyOf(dead);
        metadata = List.copyOf(metadata);
    }
}
