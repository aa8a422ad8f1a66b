package io.grantway.vault.provider;

import io.grantway.config.Key;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is known of a provider's refresh tokens.
public record RefreshTokenConfig(
        @Key(
                        "Who gets one: `always`, by a `scope`, by a `param` of the authorization"
                            + " request, `opt-in` at the provider, `partner` programs, `never`.")
                @Nullable Issued issued,
        @Key("Whether each use gives a new one.") @Nullable Rotates rotates,
        @Key("How long after the consent it ends whatever is done.") @Nullable Duration lifetime,
        @Key("How long it lives unused; it is used before that.") @Nullable Duration idle,
        @Key("How long one that was replaced still counts.") @Nullable Duration grace,
        @Key(
                        "What a renewal gives while the access token is still good: `ok`,"
                                + " `returns-same`, or it is `rejected`.")
                @Nullable Early early,
        @Key("What else there is to them.") @Nullable String note) {
    /// Who gets refresh tokens.
    public enum Issued {
        ALWAYS,
        SCOPE,
        PARAM,
        OPT_IN,
        PARTNER,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether they are replaced at each use.
    public enum Rotates {
        YES,
        NO,
        SOMETIMES,
        UNKNOWN
    }

    /// What renewing early does.
    public enum Early {
        OK,
        RETURNS_SAME,
        REJECTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
