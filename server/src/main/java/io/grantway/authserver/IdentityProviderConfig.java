package io.grantway.authserver;

import io.grantway.config.Key;
import io.grantway.config.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An OpenID provider that users may log in by, in place of a password here. We are its client, at
/// the redirect URI `{issuer}/authorize/callback/{name}`.
public record IdentityProviderConfig(
        @Key(
                        value =
                                "Part of the redirect URI to register at the provider,"
                                        + " `{issuer}/authorize/callback/{name}`: small letters,"
                                        + " digits and `-`.",
                        example = "corp")
                String name,
        @Key(
                        value = "What the login page calls it; the name, where there is none.",
                        example = "Acme Corp")
                @Nullable String label,
        @Key(
                        value =
                                "Its issuer identifier, below which it publishes its metadata"
                                        + " (OpenID Connect Discovery). Plain HTTP only on a"
                                        + " loopback address.",
                        example = "https://login.corp.example")
                URI issuer,
        @Key(value = "What it knows this server by.", example = "grantway") String clientId,
        @Key(
                        value = "What this server proves itself by; none for a public client.",
                        example = "${env:CORP_SECRET}")
                @Nullable Secret clientSecret,
        @Key(value = "What it is asked for.", or = "[openid, profile, email]") List<String> scopes,
        @Key(value = "Which of its claims tell what of a new user.", or = "{}") ClaimsConfig claims,
        @Key(
                        value =
                                "What happens when it sends somebody whom nobody here is linked"
                                    + " with: `link` (they log in with their account here, once,"
                                    + " which links both), `create` (they get a new account) or"
                                    + " `existing` (they are turned away). An account is never"
                                    + " found by its e-mail address or name.",
                        or = "link")
                NewIdentities accounts,
        @Key(
                        value =
                                "Whether a second factor that the provider reports counts here:"
                                    + " `mfa`, `otp` or `hwk` in `amr`, or one of `acrValues` in"
                                    + " `acr`. Else a login by it counts as one factor, and who has"
                                    + " a second factor here is asked for it.",
                        or = "false")
                boolean trustSecondFactor,
        @Key(
                        value = "The levels of authentication that it is asked for (`acr_values`).",
                        example = "['https://refeds.org/profile/mfa']")
                List<String> acrValues) {
    /// What becomes of an identity that nobody here is linked with.
    public enum NewIdentities {
        LINK,
        CREATE,
        EXISTING
    }

    /// The provider's names for what is told of a user.
    public record ClaimsConfig(
            @Key(
                            value =
                                    "The name to log in by. A name that is taken gets a number;"
                                        + " choose a claim that users cannot choose themselves.",
                            or = "preferred_username")
                    String username,
            @Key(value = "What the pages call the user.", or = "name") String name,
            @Key(value = "The e-mail address.", or = "email") String email) {}

    public IdentityProviderConfig {
        scopes = List.copyOf(scopes);
        acrValues = List.copyOf(acrValues);
    }

    /// What pages call it.
    public String shownName() {
        return label == null || label.isBlank() ? name : label;
    }
}
