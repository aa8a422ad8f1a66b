package io.grantway.outbound;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.http.Outgoing;
import io.grantway.supply.OAuth2Config;
import io.grantway.vault.OAuth1Config;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How calls prove themselves; named by connections and by channels. Of one kind.
public record SecurityDefinitionConfig(
        @Key(value = "Unique in the workspace.", example = "Okta") String name,
        @Key("Access tokens that renew themselves (RFC 6749).") @Nullable OAuth2Config oauth2,
        @Key("A user and password (RFC 7617).") @Nullable Basic basic,
        @Key("A key in a header field, the query or a cookie.") @Nullable ApiKey apiKey,
        @Key("A token that does not change (RFC 6750).") @Nullable Bearer bearer,
        @Key("A certificate that the connection shows (RFC 8446 §4.4.2).") @Nullable Mtls mtls,
        @Key("A signature of each request by AWS Signature Version 4.")
                @Nullable AwsSigV4Config awsSigV4,
        @Key("A signature of each request by OAuth 1.0a (RFC 5849).") @Nullable OAuth1Config oauth1,
        @Key(
                        value =
                                "By what an answer is known that refuses the token, so that it is"
                                        + " renewed and the call made once more. For kinds with"
                                        + " tokens.",
                        or = "{}")
                RenewOn renewOn) {
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public SecurityDefinitionConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty");
        }
        new OneOf("the security definition \"" + name + "\"")
                .kind("oauth2", oauth2)
                .kind("basic", basic)
                .kind("apiKey", apiKey)
                .kind("bearer", bearer)
                .kind("mtls", mtls)
                .kind("awsSigV4", awsSigV4)
                .kind("oauth1", oauth1)
                .check();
        if (oauth2 != null) {
            oauth2.requireBeginning();
        }
    }

    /// Whether what proves a call depends on the whole of it.
    public boolean signsRequests() {
        return false;
    }

    /// A user and password.
    public record Basic(
            @Key(value = "The user.", example = "frontdesk") String username,
            @Key(value = "The password.", example = "'${env:FRONTDESK_PASSWORD}'")
                    Secret password) {
        public Basic {
            if (username.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "username must have no colon: the password begins behind the first");
            }
        }
    }

    /// Where a key goes.
    public enum Place {
        HEADER,
        QUERY,
        COOKIE
    }

    /// A key.
    public record ApiKey(
            @Key(value = "Of the field, parameter or cookie.", example = "X-API-Key") String name,
            @Key(value = "Where it goes: `header`, `query` or `cookie`.", or = "header") Place in,
            @Key(value = "The key itself.", example = "'${env:API_KEY}'") Secret value,
            @Key(value = "Put before the key.", or = "\"\"", example = "'Token '") String prefix) {
        public ApiKey {
            if (in != Place.QUERY && !FIELD_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "name must be letters, digits and - only, such as X-API-Key");
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("name must not be empty");
            }
        }
    }

    /// A token.
    public record Bearer(@Key(value = "The token.", example = "'${env:API_TOKEN}'") Secret token) {}

    /// A certificate.
    public record Mtls(
            @Key(
                            value =
                                    "The certificate, its chain and its private key (PKCS#8, not"
                                            + " encrypted), in PEM.",
                            example = "'${file:tls/client.pem}'")
                    Secret certificate) {
        public Mtls {
            Outgoing.requireShowable(certificate);
        }
    }

    /// Which answers refuse a token. `insufficient_scope` never does: another token of the same
    /// scopes would not help.
    public record RenewOn(
            @Key(value = "Statuses that do.", or = "[401]", example = "[401, 403]")
                    List<Integer> statuses,
            @Key(
                            value =
                                    "Texts that do, where one is in the first 8 KiB of an answer of"
                                            + " any status: for APIs that refuse with 200.",
                            example = "[INVALID_SESSION_ID]")
                    List<String> texts) {
        public RenewOn {
            if (texts.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("texts must not be empty");
            }
        }
    }
}
