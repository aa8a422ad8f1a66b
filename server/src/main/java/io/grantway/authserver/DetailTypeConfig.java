package io.grantway.authserver;

import io.grantway.config.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of authorization details (RFC 9396 §2): what a client may ask for in full rather than by
/// the name of a scope, and the words in which its user is asked.
public record DetailTypeConfig(
        @Key(value = "As clients write it.", example = "payment_initiation") String type,
        @Key(
                        value = "What it allows, in words for the user who is asked.",
                        example = "Pay from your account")
                @Nullable String description,
        @Key(
                        value = "The `actions` that there are; the member is refused where empty.",
                        example = "[initiate, status]")
                List<String> actions,
        @Key("The `locations` that there are; the member is refused where empty.")
                List<String> locations,
        @Key("The `datatypes` that there are; the member is refused where empty.")
                List<String> datatypes,
        @Key("The `privileges` that there are; the member is refused where empty.")
                List<String> privileges,
        @Key(value = "Whether an `identifier` may be named.", or = "false") boolean identifier,
        @Key("What else may stand there. Everything that is not named here is refused.")
                List<MemberConfig> members) {
    /// The members that mean the same in every type (RFC 9396 §2.2).
    public static final List<String> COMMON =
            List.of("type", "actions", "locations", "datatypes", "identifier", "privileges");

    public DetailTypeConfig {
        if (type.isBlank()) {
            throw new IllegalArgumentException("type must not be empty");
        }
    }

    /// One more member of a type.
    public record MemberConfig(
            @Key(value = "As clients write it.", example = "instructedAmount") String name,
            @Key(value = "The user's word for it; the name, where absent.", example = "Amount")
                    @Nullable String label,
            @Key(
                            value =
                                    "`text`, `number`, `flag` (true or false), `texts` (a list) or"
                                            + " `object` (whatever is in it is shown).",
                            or = "text")
                    MemberKind kind,
            @Key(value = "Whether it must be there.", or = "false") boolean required,
            @Key("The only values of a text, or in a list of texts; any, where empty.")
                    List<String> values) {
        public MemberConfig {
            if (!name.matches(DetailReading.NAME)) {
                throw new IllegalArgumentException(
                        "name must be letters, digits, dots, dashes and underscores");
            }
            if (!values.isEmpty() && kind != MemberKind.TEXT && kind != MemberKind.TEXTS) {
                throw new IllegalArgumentException("values are for the kinds text and texts");
            }
        }
    }

    /// What a member holds.
    public enum MemberKind {
        TEXT,
        NUMBER,
        FLAG,
        TEXTS,
        OBJECT
    }
}
