package io.grantway.analytics;

import io.grantway.http.CallRecord;
import io.grantway.http.TokenUse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What calls or token events are counted by. As many as there are names in the configuration and
/// outcomes: nothing that a caller can invent. What does not apply is empty.
///
/// Compared in plain code: what a record has by itself is made by the JVM when it is first needed,
/// and that would be the first call's time.
///
/// @param server the authorization server whose token a call has, or at which a token event was
/// @param outcome of a call `2xx` and so on, `left` where the client did not wait, `none` where
///   nothing could be sent; of a token event what happened
/// @param reason why it was refused here
public record Series(
        Kind kind,
        String workspace,
        String api,
        String operation,
        String application,
        String server,
        String plan,
        String outcome,
        String reason) {
    /// What those are counted under for whom there is no room any more. No object has such a name.
    public static final String OTHER = "(other)";

    private static final int LEFT = 499;

    private static final String[] CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

    /// What is counted.
    public enum Kind {
        CALLS,
        TOKENS;

        /// `calls`, `tokens`
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What an exchange that has ended counts under; null where it is neither a call nor a token
    /// event, such as a page of an authorization server.
    static @Nullable Series of(CallRecord record, int status) {
        TokenUse use = record.tokenUse();
        if (use != null) {
            return new Series(
                    Kind.TOKENS,
                    use.workspace(),
                    orNone(record.api()),
                    "",
                    use.application(),
                    use.server(),
                    "",
                    use.event().toString(),
                    orNone(record.reason()));
        }
        if (record.route() == null && record.reason() == null) {
            return null;
        }
        return new Series(
                Kind.CALLS,
                orNone(record.workspace()),
                orNone(record.api()),
                orNone(record.operation()),
                orNone(record.application()),
                orNone(record.authorizationServer()),
                orNone(record.plan()),
                outcome(status),
                orNone(record.reason()));
    }

    private static String outcome(int status) {
        if (status == LEFT) {
            return "left";
        }
        int hundreds = status / 100;
        return hundreds < CLASSES.length ? CLASSES[hundreds] : "none";
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "" : value;
    }

    boolean isRest() {
        return api.equals(OTHER);
    }

    /// What it counts under where there is no room for each: only whose it is and how it ended.
    Series rest() {
        return new Series(kind, workspace, OTHER, OTHER, OTHER, OTHER, OTHER, outcome, "");
    }

    /// What it counts under where there is no room for that either.
    Series last() {
        return new Series(kind, "", OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Series that
                && kind == that.kind
                && workspace.equals(that.workspace)
                && api.equals(that.api)
                && operation.equals(that.operation)
                && application.equals(that.application)
                && server.equals(that.server)
                && plan.equals(that.plan)
                && outcome.equals(that.outcome)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        int hash = kind == Kind.CALLS ? 1 : 2;
        hash = hash * 31 + workspace.hashCode();
        hash = hash * 31 + api.hashCode();
        hash = hash * 31 + operation.hashCode();
        hash = hash * 31 + application.hashCode();
        hash = hash * 31 + server.hashCode();
        hash = hash * 31 + plan.hashCode();
        hash = hash * 31 + outcome.hashCode();
        return hash * 31 + reason.hashCode();
    }
}
