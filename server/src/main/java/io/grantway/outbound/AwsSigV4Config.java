package io.grantway.outbound;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import org.jspecify.annotations.Nullable;

/// Who signs requests by AWS Signature Version 4.
public record AwsSigV4Config(
        @Key(value = "The id of the access key.", example = "AKIDEXAMPLE") String accessKeyId,
        @Key(value = "The secret access key.", example = "'${env:AWS_SECRET_ACCESS_KEY}'")
                Secret secretAccessKey,
        @Key("The session token that belongs to temporary keys.") @Nullable Secret sessionToken,
        @Key(value = "Of the service.", example = "eu-central-1") String region,
        @Key(
                        value =
                                "As signatures name it: `execute-api`, `s3`, `es` … For `s3` paths"
                                        + " are signed as they are, and streamed bodies are not"
                                        + " signed.",
                        example = "execute-api")
                String service) {
    public AwsSigV4Config {
        require("accessKeyId", accessKeyId, "[^/,\\s]+", "have no slash, comma or blank");
        require("region", region, "[A-Za-z0-9_-]+", "be letters, digits, - and _");
        require("service", service, "[A-Za-z0-9_-]+", "be letters, digits, - and _");
    }

    // With a slash or a blank there the signature would be one for another scope.
    private static void require(String name, String value, String form, String must) {
        if (!value.matches(form)) {
            throw new IllegalArgumentException(name + " must " + must);
        }
    }

    /// Whether it is a store of objects, which has rules of its own.
    public boolean isS3() {
        return service.equals("s3") || service.equals("s3express") || service.equals("s3-outposts");
    }
}
