package io.grantway.boot;

import io.grantway.admin.Schema;
import io.grantway.vault.VaultEvent;
import java.util.Arrays;
import java.util.Locale;

/// What answers about users' accounts look like.
final class VaultSchemas {
    static final Schema KIND =
            Schema.oneOf(
                    Arrays.stream(VaultEvent.Kind.values())
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new));
    private static final Schema CALL =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("at", Schema.TIME)
                    .with("kind", KIND)
                    .with("app", Schema.TEXT)
                    .with("user", Schema.TEXT)
                    .with("provider", Schema.TEXT)
                    .with("outcome", Schema.TEXT)
                    .with("status", Schema.INTEGER.orNull())
                    .with("millis", Schema.INTEGER)
                    .with("bytes", Schema.INTEGER)
                    .with("tokenHash", Schema.TEXT.orNull())
                    .with("detail", Schema.TEXT)
                    .with("requestId", Schema.TEXT.orNull());
    static final Schema CALLS =
            Schema.object().with("calls", Schema.listOf(CALL)).with("cursor", Schema.TEXT.orNull());
    private static final Schema ACCOUNT =
            Schema.object()
                    .with("app", Schema.TEXT)
                    .with("user", Schema.TEXT)
                    .with("provider", Schema.TEXT)
                    .with("state", Schema.oneOf("active", "reconnect"))
                    .with("subject", Schema.TEXT.orNull())
                    .with("label", Schema.TEXT.orNull())
                    .with("variables", Schema.ANY_OBJECT)
                    .with("scopes", Schema.TEXT.orNull())
                    .with("trouble", Schema.TEXT.orNull())
                    .with("connectedAt", Schema.TIME)
                    .with("endsAt", Schema.TIME.orNull())
                    .with("refreshedAt", Schema.TIME.orNull());
    static final Schema ACCOUNTS =
            Schema.object().with("data", Schema.listOf(ACCOUNT)).with("next", Schema.TEXT.orNull());
    static final Schema GONE =
            Schema.object()
                    .with("provider", Schema.TEXT)
                    .with("revoked", Schema.BOOLEAN)
                    .optional("reason", Schema.TEXT);
    static final Schema DELETED =
            Schema.object()
                    .with("app", Schema.TEXT)
                    .with("user", Schema.TEXT)
                    .with("accounts", Schema.listOf(GONE))
                    .with("notices", Schema.INTEGER)
                    .with("calls", Schema.INTEGER);
    static final Schema EXPORT =
            Schema.object()
                    .with("app", Schema.TEXT)
                    .with("user", Schema.TEXT)
                    .optional("accounts", Schema.listOf(ACCOUNT))
                    .optional("notices", Schema.listOf(Schema.ANY_OBJECT))
                    .with("calls", Schema.listOf(CALL))
                    .with("cursor", Schema.TEXT.orNull());
    static final Schema NOTICES =
            Schema.object()
                    .with(
                            "data",
                            Schema.listOf(
                                    Schema.object()
                                            .with("id", Schema.ID)
                                            .with("notice", Schema.ID)
                                            .with("type", Schema.TEXT)
                                            .with("app", Schema.TEXT)
                                            .with("provider", Schema.TEXT)
                                            .with("to", Schema.TEXT)
                                            .with("state", Schema.oneOf("waiting", "sent", "dead"))
                                            .with("at", Schema.TIME)
                                            .with("due", Schema.TIME)
                                            .with("attempts", Schema.INTEGER)
                                            .with("failure", Schema.TEXT.orNull())))
                    .with("next", Schema.TEXT.orNull());

    private VaultSchemas() {}
}
