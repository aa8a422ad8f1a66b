package io.grantway.vault.provider;

import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// Who an account belongs to, as the provider says it.
public record UserInfoConfig(
        @Key(
                        value =
                                "Where what never changes for a user stands, in the answer of"
                                    + " `userInfoUrl`, or in the token answer where there is none.",
                        example = "user.id")
                @Nullable String id,
        @Key(value = "Where what people call the account stands.", example = "email")
                @Nullable String label,
        @Key("The method: `GET` where absent.") @Nullable String method,
        @Key("The JSON that is sent along.") @Nullable String body) {}
