package io.grantway.authserver;

import io.grantway.config.Key;
import java.util.List;

/// How users prove who they are.
public record LoginConfig(
        @Key(
                        value =
                                "A second step after the password: `off`, `optional` (a code is"
                                        + " asked of those who have set up an authenticator app; a"
                                        + " passkey is another way in) or `required` (a code or a"
                                        + " passkey; those who have neither set one up as they log"
                                        + " in).",
                        or = "optional")
                SecondFactor secondFactor,
        @Key("OpenID providers that users may log in by, each with a button on the login page.")
                List<IdentityProviderConfig> identityProviders) {
    /// What applies where the configuration says nothing.
    public static final LoginConfig STANDARD = new LoginConfig(SecondFactor.OPTIONAL, List.of());

    /// Who is asked for a second factor; each asks more than the one before.
    public enum SecondFactor {
        OFF,
        OPTIONAL,
        REQUIRED;

        /// What it comes to where a request asks for a level itself (`acr_values`, OpenID Connect
        /// Core §3.1.2.1, RFC 9470 §4). All values named are fine, so only one that stands alone
        /// makes users set up what they do not have.
        public SecondFactor asking(List<String> levels) {
            boolean two = levels.contains(AuthenticationLevel.TWO_FACTORS.wireName());
            boolean one = levels.contains(AuthenticationLevel.ONE_FACTOR.wireName());
            return this == OPTIONAL && two && !one ? REQUIRED : this;
        }

        /// The levels that a login can come to (`acr_values_supported`).
        public List<String> levels() {
            String one = AuthenticationLevel.ONE_FACTOR.wireName();
            return this == OFF
                    ? List.of(one)
                    : List.of(one, AuthenticationLevel.TWO_FACTORS.wireName());
        }
    }
}
