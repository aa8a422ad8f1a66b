package io.grantway.boot;

import io.grantway.admin.AuditTrail;
import io.grantway.admin.Audited;
import io.grantway.admin.Operation;
import io.grantway.admin.Reach;
import io.grantway.admin.Role;
import io.grantway.admin.Schema;
import io.grantway.kong.TokenResources;
import java.util.ArrayList;
import java.util.List;

/// `oauth2_tokens` as operations of the admin API, below `/` and `/{workspace}/`.
final class TokenOperations {
    private static final Schema SHOWN =
            Schema.object()
                    .with("id", Schema.ID)
                    .with("created_at", Schema.INTEGER)
                    .with("token_type", Schema.TEXT)
                    .with("credential_id", Schema.ID)
                    .with("service_id", Schema.TEXT.orNull())
                    .with("scope", Schema.TEXT.orNull())
                    .with("authenticated_userid", Schema.TEXT.orNull())
                    .with("expires_in", Schema.INTEGER)
                    .with("fingerprint", Schema.TEXT);

    private static final Schema GIVEN =
            Schema.object()
                    .optional("credential", Schema.object().with("id", Schema.ID))
                    .optional("service", Schema.object().with("id", Schema.ID).orNull())
                    .optional("access_token", Schema.TEXT)
                    .optional("refresh_token", Schema.TEXT.orNull())
                    .optional("scope", Schema.TEXT.orNull())
                    .optional("authenticated_userid", Schema.TEXT.orNull())
                    .optional("token_type", Schema.oneOf("bearer"))
                    .optional("created_at", Schema.INTEGER)
                    .optional("expires_in", Schema.INTEGER)
                    .optional("ttl", Schema.INTEGER);

    private static final String EXAMPLE =
            "{\"credential\": {\"id\": \"00000000-0000-0000-0000-000000000000\"},"
                    + " \"access_token\": \"moved-from-elsewhere\", \"expires_in\": 7200}";

    private TokenOperations() {}

    static List<Operation> of(TokenResources tokens, AuditTrail trail) {
        Audited audited = new Audited(trail, "oauth2 token", Reach.PATH, "id", tokens.get());
        List<Operation> operations = new ArrayList<>();
        below("", "", tokens, audited, operations);
        below("/{workspace}", "OfWorkspace", tokens, audited, operations);
        return operations;
    }

    private static void below(
            String root,
            String suffix,
            TokenResources tokens,
            Audited audited,
            List<Operation> operations) {
        String all = root + "/oauth2_tokens";
        String one = all + "/{id}";
        operations.add(
                Operation.get(all, "listOauth2Tokens" + suffix, "Access tokens")
                        .needs(Role.VIEWER, Reach.PATH)
                        .query("size", Schema.INTEGER, "how many at most")
                        .query("offset", Schema.TEXT, "the offset of the page before")
                        .answers(200, Schema.object().with("data", Schema.listOf(SHOWN)))
                        .by(tokens.list()));
        operations.add(
                Operation.get(one, "showOauth2Token" + suffix, "An access token")
                        .needs(Role.VIEWER, Reach.PATH)
                        .answers(200, SHOWN)
                        .by(audited.show()));
        operations.add(
                Operation.post(all, "takeOauth2Token" + suffix, "Takes an access token in")
                        .needs(Role.EDITOR, Reach.PATH)
                        .takesAlsoForms(GIVEN, EXAMPLE)
                        .answers(201, SHOWN.with("access_token", Schema.TEXT))
                        .by(audited.create(tokens.post())));
        operations.add(
                Operation.put(one, "putOauth2Token" + suffix, "Makes or replaces an access token")
                        .needs(Role.EDITOR, Reach.PATH)
                        .takesAlsoForms(GIVEN, EXAMPLE)
                        .answers(200, SHOWN)
                        .by(audited.update(tokens.put())));
        operations.add(
                Operation.patch(one, "changeOauth2Token" + suffix, "Changes an access token")
                        .needs(Role.EDITOR, Reach.PATH)
                        .takesAlsoForms(GIVEN, "{\"expires_in\": 3600}")
                        .answers(200, SHOWN)
                        .by(audited.update(tokens.patch())));
        operations.add(
                Operation.delete(one, "deleteOauth2Token" + suffix, "Revokes an access token")
                        .needs(Role.EDITOR, Reach.PATH)
                        .answers(204)
                        .by(audited.delete(tokens.delete())));
    }
}
