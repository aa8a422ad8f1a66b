package io.grantway.boot;

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

    private TokenOperations() {}

    static List<Operation> of(TokenResources tokens) {
        List<Operation> operations = new ArrayList<>();
        below("", "", tokens, operations);
        below("/{workspace}", "OfWorkspace", tokens, operations);
        return operations;
    }

    private static void below(
            String root, String suffix, TokenResources tokens, List<Operation> operations) {
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
                        .by(tokens.get()));
        operations.add(
                Operation.delete(one, "deleteOauth2Token" + suffix, "Revokes an access token")
                        .needs(Role.EDITOR, Reach.PATH)
                        .answers(204)
                        .by(tokens.delete()));
    }
}
