package io.grantway.catalog;

import java.util.List;

/// A change of the catalog that cannot be; nothing has happened.
public final class ChangeRefused extends RuntimeException {
    /// Why.
    public sealed interface Reason {
        /// Another entity of that kind has this value already.
        record Taken(EntityKind kind, String setting, String value) implements Reason {}

        /// It belongs to the configuration.
        ///
        /// @param place file and line, or the name of an applied set
        record Declared(Entity entity, String place) implements Reason {}

        /// An owner that there is not.
        record NoOwner(EntityKind kind) implements Reason {}

        /// Settings that a configuration file could not have either.
        ///
        /// @param mistakes a sentence each, beginning with the key
        record Unfit(EntityKind kind, List<String> mistakes) implements Reason {
            public Unfit {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    private final transient Reason reason;

    public ChangeRefused(Reason reason) {
        super(text(reason), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static String text(Reason reason) {
        return switch (reason) {
            // The value of a key is a secret.
            case Reason.Taken(var kind, var setting, var value) ->
                    "there is a "
                            + kind.words()
                            + " with this "
                            + setting
                            + (kind == EntityKind.KEY ? "" : " already: \"" + value + "\"");
            case Reason.Declared(var entity, var place) ->
                    "the "
                            + entity.kind().words()
                            + " is declared in "
                            + place
                            + ": change it there";
            case Reason.NoOwner(var kind) -> "there is no such " + kind.words();
            case Reason.Unfit(var kind, var mistakes) ->
                    "the " + kind.words() + " cannot be so: " + String.join("; ", mistakes);
        };
    }
}
