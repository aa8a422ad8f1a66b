package io.grantway.gateway.policy;

import io.grantway.catalog.PolicySettings;
import io.grantway.config.Key;
import org.jspecify.annotations.Nullable;

/// The `answer` policy: answers calls here, as with Kong's `request-termination`.
public record AnswerSettings(
        @Key(value = "The status.", or = "503") int statusCode,
        @Key("The message of a JSON body; else the status's own.") @Nullable String message,
        @Key(value = "Of the body; JSON where absent.", example = "text/plain")
                @Nullable String contentType,
        @Key("The whole body, instead of a message.") @Nullable String body,
        @Key(value = "Answer with a copy of the request, for debugging.", or = "false")
                boolean echo,
        @Key("Only calls that have this header field or query parameter.") @Nullable String trigger)
        implements PolicySettings {
    public AnswerSettings {
        if (statusCode < 200 || statusCode > 599) {
            throw new IllegalArgumentException("statusCode must be 200 to 599");
        }
        if (message != null && (body != null || contentType != null)) {
            throw new IllegalArgumentException("message must not stand beside body or contentType");
        }
        if (contentType != null && body == null) {
            throw new IllegalArgumentException("contentType must go with a body");
        }
    }
}
