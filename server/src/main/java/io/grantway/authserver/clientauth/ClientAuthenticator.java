package io.grantway.authserver.clientauth;

import io.grantway.authserver.SecretVerifier;
import io.grantway.authserver.Terms;
import io.grantway.authserver.TokenCall;
import io.grantway.authserver.registration.ClientDocuments;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.Client;
import io.grantway.jose.RemoteKeys;
import io.grantway.oauth.OAuthRefusal;
import io.grantway.oauth.Refusal;
import io.grantway.oauth.TokenEndpointAuthMethod;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds out which client sends a token request, and that it is that one (RFC 6749 §2.3, §3.2.1).
public final class ClientAuthenticator {
    private final Supplier<Catalog> catalog;
    private final ClientSecrets secrets;
    private final Assertions assertions;
    private final InstantSource clock;
    private final RemoteKeys published;
    private final ClientDocuments documents;
    private final ClientSessions sessions;
    private final ClientAuthRules rules;
    private final List<ClientAuthMethod> methods;
    private final Consumer<Client> proven;

    /// Takes secrets only.
    ///
    /// @param published the keys of clients that publish them
    /// @param documents clients that are known by a document of theirs
    /// @param sessions of clients that come again, where a server wants that
    public ClientAuthenticator(
            Supplier<Catalog> catalog,
            SecretVerifier verifier,
            RemoteKeys published,
            ClientDocuments documents,
            ClientSessions sessions,
            InstantSource clock) {
        this(
                catalog,
                new ClientSecrets(verifier, clock),
                new Assertions(clock),
                clock,
                published,
                documents,
                sessions,
                ClientAuthRules.SECRETS,
                _ -> {});
    }

    private ClientAuthenticator(
            Supplier<Catalog> catalog,
            ClientSecrets secrets,
            Assertions assertions,
            InstantSource clock,
            RemoteKeys published,
            ClientDocuments documents,
            ClientSessions sessions,
            ClientAuthRules rules,
            Consumer<Client> proven) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.assertions = assertions;
        this.clock = clock;
        this.published = published;
        this.documents = documents;
        this.sessions = sessions;
        this.rules = rules;
        this.proven = proven;
        this.methods =
                Stream.of(
                                new SecretPost(secrets),
                                new SecretBasic(secrets),
                                new PrivateKeyJwt(assertions, rules, published),
                                new SecretJwt(assertions, rules, clock),
                                new TlsClientAuth(),
                                new SelfSignedTlsClientAuth(published),
                                new NoSecret())
                        .filter(method -> rules.take(method.name()))
                        .toList();
    }

    /// The same by the rules of one server. An assertion that was used at one of them counts
    /// nowhere again.
    public ClientAuthenticator by(ClientAuthRules ofServer) {
        return new ClientAuthenticator(
                catalog,
                secrets,
                assertions,
                clock,
                published,
                documents,
                sessions,
                ofServer,
                proven);
    }

    /// The same, telling somebody of each client that has proven itself.
    public ClientAuthenticator telling(Consumer<Client> listener) {
        return new ClientAuthenticator(
                catalog,
                secrets,
                assertions,
                clock,
                published,
                documents,
                sessions,
                rules,
                listener);
    }

    public ClientAuthRules rules() {
        return rules;
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
        Client client = find(terms, presented).orElseThrow(() -> unknown(terms, presented));
        Optional<String> doubt =
                sessions.holds(terms, client, call)
                        ? Optional.empty()
                        : doubt(terms, client, presented, call);
        if (doubt.isPresent()) {
            throw notAuthenticated(terms, client, presented, doubt.get());
        }
        proven.accept(client);
        return client;
    }

    /// The first way that a request uses counts: parameters before the header.
    private Presented presented(TokenCall call, boolean strict) {
        return methods.stream()
                .flatMap(method -> method.read(call, strict).stream())
                .findFirst()
                .orElseGet(Presented::nothing);
    }

    private Optional<Client> find(Terms terms, Presented presented) {
        return documents.welcome(terms, presented.clientId())
                ? terms.place().client(catalog.get(), presented.clientId())
                : Optional.empty();
    }

    /// How a client must prove itself: in the way that it has registered, whatever it presents. A
    /// thief of its secret must not get around its key.
    private Optional<ClientAuthMethod> method(Client client, Presented presented) {
        return client.credentials()
                .method()
                .or(() -> unregistered(client, presented))
                .flatMap(name -> methods.stream().filter(each -> each.name() == name).findFirst());
    }

    private static Optional<TokenEndpointAuthMethod> unregistered(
            Client client, Presented presented) {
        if (client.isPublic()) {
            return Optional.of(TokenEndpointAuthMethod.NONE);
        }
        return Optional.of(
                presented.inHeader()
                        ? TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
                        : TokenEndpointAuthMethod.CLIENT_SECRET_POST);
    }

    private Optional<String> doubt(
            Terms terms, Client client, Presented presented, TokenCall call) {
        Optional<ClientAuthMethod> method = method(client, presented);
        if (!method.map(each -> looksAt(each, presented)).orElse(false)) {
            imitateCheck(terms, presented);
        }
        return method.map(each -> each.doubt(client, presented, call))
                .orElseGet(() ->
                        Optional.of(
                                "this server does not take the way of client \""
                                        + client.clientId()
                                        + "\" to prove itself"));
    }

    /// Whether a method compares the secret that is presented.
    private static boolean looksAt(ClientAuthMethod method, Presented presented) {
        return method.name()
                == (presented.inHeader()
                        ? TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
                        : TokenEndpointAuthMethod.CLIENT_SECRET_POST);
    }

    /// Compares a secret that nobody will ask about, with those of some client of the workspace:
    /// else the time of an answer would tell which clients there are, and which have a secret.
    private void imitateCheck(Terms terms, Presented presented) {
        if (presented instanceof Presented.BySecret(var clientId, var secret, _)) {
            secret.ifPresent(shown ->
                    catalog.get()
                            .standIn(terms.place().workspace(), clientId)
                            .ifPresent(other -> secrets.fits(other, shown)));
        }
    }

    private OAuthRefusal unknown(Terms terms, Presented presented) {
        imitateCheck(terms, presented);
        return refusal(
                presented,
                Refusal.CLIENT_UNKNOWN,
                "there is no client \""
                        + presented.clientId()
                        + "\" in workspace "
                        + terms.place().workspace());
    }

    private static OAuthRefusal notAuthenticated(
            Terms terms, Client client, Presented presented, String why) {
        // Kong tells; under RFC 6749 the answer must not say that the client is there.
        boolean told =
                client.isPublic() && !terms.strict() && presented instanceof Presented.BySecret;
        return told
                ? new OAuthRefusal(Refusal.SECRET_FROM_PUBLIC_CLIENT).because(why)
                : refusal(presented, Refusal.CLIENT_NOT_AUTHENTICATED, why);
    }

    private static OAuthRefusal refusal(Presented presented, Refusal inBody, String why) {
        return new OAuthRefusal(presented.inHeader() ? Refusal.HEADER_CREDENTIALS_WRONG : inBody)
                .because(why);
    }

    /// RFC 6749 §2.3: one way a request. Else one check could look at one and the next at another.
    private void refuseTwoMethods(TokenCall call) {
        Optional<Presented> header = new SecretBasic(secrets).read(call, true);
        boolean secret = call.parameters().text("client_secret").isPresent();
        boolean assertion =
                rules.takeAssertions() && call.parameters().text("client_assertion").isPresent();
        boolean twoNames =
                header.isPresent()
                        && call.parameters()
                                .text("client_id")
                                .filter(id -> !id.equals(header.get().clientId()))
                                .isPresent();
        if (Stream.of(header.isPresent(), secret, assertion).filter(each -> each).count() > 1
                || twoNames) {
            throw new OAuthRefusal(Refusal.CLIENT_AUTHENTICATED_TWICE)
                    .because(
                            "more than one of Authorization header, client_secret and"
                                    + " client_assertion names a client");
        }
    }
}
