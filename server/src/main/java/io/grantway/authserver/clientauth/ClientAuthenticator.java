package io.grantway.authserver.clientauth;

import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.config.Secret;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds out which client sends a token request, and that it is that one (RFC 6749 §2.3, §3.2.1).
public final class ClientAuthenticator {
    /// The first that a request uses counts: parameters before the header.
    private static final List<ClientAuthMethod> METHODS =
            List.of(new SecretPost(), new SecretBasic(), new NoSecret());

    private final Supplier<Catalog> catalog;
    private final SecretVerifier secrets;

    public ClientAuthenticator(Supplier<Catalog> catalog, SecretVerifier secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    /// The client that a request claims to come from.
    public Optional<Client> claimed(Terms terms, TokenCall call) {
        return find(terms, presented(call, terms.strict()));
    }

    /// The client that a request comes from.
    public Client authenticate(Terms terms, TokenCall call) {
        if (terms.strict()) {
            refuseTwoMethods(call);
        }
        Presented presented = presented(call, terms.strict());
        Client client =
                find(terms, presented)
                        .orElseThrow(() ->
                                refusal(
                                        presented,
                                        Refusal.CLIENT_UNKNOWN,
                                        "there is no client \""
                                                + presented.clientId()
                                                + "\" in workspace "
                                                + terms.place().workspace()));
        if (client.isPublic()) {
            requireNoSecret(client, presented);
        } else {
            requireSecret(client, presented);
        }
        return client;
    }

    private static Presented presented(TokenCall call, boolean strict) {
        return METHODS.stream()
                .flatMap(method -> method.read(call, strict).stream())
                .findFirst()
                .orElseGet(() -> new Presented("", Optional.empty(), false));
    }

    private Optional<Client> find(Terms terms, Presented presented) {
        return catalog.get().client(terms.place().workspace(), presented.clientId());
    }

    private void requireSecret(Client client, Presented presented) {
        Secret stored = client.secret().orElse(Secret.of(""));
        boolean matches =
                !stored.isEmpty()
                        && presented
                                .secret()
                                .map(secret -> secret.expose(text -> secrets.matches(stored, text)))
                                .orElse(false);
        if (!matches) {
            String why = presented.secret().isPresent() ? "is wrong" : "is missing";
            throw refusal(
                    presented,
                    Refusal.CLIENT_NOT_AUTHENTICATED,
                    "the secret of client \"" + client.clientId() + "\" " + why);
        }
    }

    private static void requireNoSecret(Client client, Presented presented) {
        boolean sent = presented.secret().filter(secret -> !secret.isEmpty()).isPresent();
        if (sent) {
            throw new OAuthRefusal(Refusal.SECRET_FROM_PUBLIC_CLIENT)
                    .because("client \"" + client.clientId() + "\" is public and sent a secret");
        }
    }

    private static OAuthRefusal refusal(Presented presented, Refusal inBody, String why) {
        return new OAuthRefusal(presented.inHeader() ? Refusal.HEADER_CREDENTIALS_WRONG : inBody)
                .because(why);
    }

    private static void refuseTwoMethods(TokenCall call) {
        Optional<Presented> basic = METHODS.get(1).read(call, true);
        boolean secretTwice =
                basic.isPresent() && call.parameters().text("client_secret").isPresent();
        boolean twoNames =
                basic.isPresent()
                        && call.parameters()
                                .text("client_id")
                                .filter(id -> !id.equals(basic.get().clientId()))
                                .isPresent();
        if (secretTwice || twoNames) {
            throw new OAuthRefusal(Refusal.CLIENT_AUTHENTICATED_TWICE)
                    .because("both the Authorization header and the parameters name a client");
        }
    }
}
