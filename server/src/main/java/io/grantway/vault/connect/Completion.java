package io.grantway.vault.connect;

import io.grantway.supply.FirstToken;
import io.grantway.supply.SuppliedToken;
import io.grantway.vault.Access;
import io.grantway.vault.Account;
import io.grantway.vault.Accounts;
import io.grantway.vault.Accounts.Connected;
import io.grantway.vault.Accounts.Got;
import io.grantway.vault.Credential;
import io.grantway.vault.FixedCredential;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.Provider;
import io.grantway.vault.Provider.UserInfo;
import io.grantway.vault.Provider.Variable;
import io.grantway.vault.Provider.Variable.Source;
import io.grantway.vault.Template;
import io.grantway.vault.connect.ProviderCalls.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The end of every flow: whose account it is, what its addresses still need, and the account kept.
final class Completion {
    private final Accounts accounts;
    private final ProviderCalls calls;
    private final ConnectParts parts;

    Completion(ConnectParts parts) {
        this.parts = parts;
        this.accounts = parts.accounts();
        this.calls = new ProviderCalls(parts.outgoing(), parts.clock(), parts.random());
    }

    /// What a flow ended with.
    ///
    /// @param metadata what its answer held beside tokens
    record Gained(Got got, Map<String, String> metadata) {
        @Override
        public String toString() {
            return "Gained";
        }
    }

    private record Person(Optional<String> subject, Optional<String> label) {
        static final Person UNKNOWN = new Person(Optional.empty(), Optional.empty());
    }

    /// @throws Failure.Failed where it is somebody else's, or cannot be used
    Outcome complete(
            ConnectSession session,
            Attempt attempt,
            Provider provider,
            Map<String, String> known,
            Gained gained) {
        Credential credential = credential(gained.got());
        Map<String, String> variables = new HashMap<>(known);
        add(provider, variables, Source.TOKEN, gained.metadata());
        lookUp(provider, variables, credential);
        Person person = person(provider, variables, credential, gained);
        Optional<Account> before =
                accounts.find(session.account(provider.name())).map(LiveAccount::account);
        before.ifPresent(account -> requireSame(account, person));
        Account account = keep(session, provider, variables, person, gained.got());
        return new Outcome(
                attempt.state(),
                provider.name(),
                Optional.empty(),
                account.label(),
                GrantedScopes.missing(provider, scopes(gained.got())));
    }

    private Account keep(
            ConnectSession session,
            Provider provider,
            Map<String, String> variables,
            Person person,
            Got got) {
        try {
            return accounts.connect(
                    new Connected(
                            session.account(provider.name()),
                            person.subject(),
                            person.label(),
                            variables,
                            got,
                            ends(provider)));
        } catch (IllegalStateException e) {
            throw Failure.of("unsure", 502).thrown();
        }
    }

    private Optional<Instant> ends(Provider provider) {
        Optional<Duration> life =
                switch (provider.access()) {
                    case Access.OAuth2 oauth2 -> oauth2.life().absolute();
                    case Access.OAuth1 _ -> Optional.empty();
                    case Access.ApiKey _ -> Optional.empty();
                    case Access.Basic _ -> Optional.empty();
                };
        return life.map(parts.clock().instant()::plus);
    }

    /// A session could otherwise put somebody else's account in the place of the user's, whose
    /// photos would then be printed for them.
    private static void requireSame(Account account, Person person) {
        if (account.subject().isEmpty()) {
            return;
        }
        if (person.subject().isEmpty()) {
            throw Failure.of("unsure", 502).thrown();
        }
        if (!account.subject().equals(person.subject())) {
            List<String> labels =
                    List.of(
                            account.label().or(account::subject).orElse("?"),
                            person.label().or(person::subject).orElse("?"));
            throw new Failure("other", 409, labels, Optional.empty()).thrown();
        }
    }

    /// @param told by name
    static void add(
            Provider provider,
            Map<String, String> variables,
            Source source,
            Map<String, String> told) {
        for (Variable variable : Variables.from(provider, source)) {
            String value = told.get(variable.parameter());
            if (value == null) {
                if (!provider.given().containsKey(variable.name())
                        && !variables.containsKey(variable.name())) {
                    throw lacks(variable);
                }
            } else {
                put(provider, variables, variable, value);
            }
        }
    }

    private static void put(
            Provider provider, Map<String, String> variables, Variable variable, String value) {
        Variables.mistake(provider, variable, value)
                .ifPresent(mistake -> {
                    throw Failure.of("settings", 502, variable.name() + " " + mistake).thrown();
                });
        variables.put(variable.name(), value);
    }

    private static Failure.Failed lacks(Variable variable) {
        return Failure.of(
                        "settings",
                        502,
                        "the provider did not say "
                                + variable.parameter()
                                + " ("
                                + variable.name()
                                + ")")
                .thrown();
    }

    private void lookUp(Provider provider, Map<String, String> variables, Credential credential) {
        Map<String, JsonNode> asked = new HashMap<>();
        for (Variable variable : Variables.from(provider, Source.USERINFO)) {
            Optional<Template> at =
                    variable.lookup().or(() -> provider.userInfo().flatMap(UserInfo::url));
            if (at.isEmpty()) {
                throw lacks(variable);
            }
            JsonNode answer =
                    asked.computeIfAbsent(
                            at.get().text(),
                            _ -> answer(provider, at.get(), variables, credential));
            String value =
                    Paths.text(answer, variable.parameter()).orElseThrow(() -> lacks(variable));
            put(provider, variables, variable, value);
        }
    }

    private JsonNode answer(
            Provider provider, Template at, Map<String, String> variables, Credential credential) {
        Told told =
                calls.get(provider, at, variables, credential)
                        .orElseThrow(() -> Failure.of("later", 503).thrown());
        if (!told.isOk()) {
            throw Failure.of("settings", 502, "status " + told.status()).thrown();
        }
        return told.json().orElseThrow(() -> Failure.of("settings", 502).thrown());
    }

    private Person person(
            Provider provider,
            Map<String, String> variables,
            Credential credential,
            Gained gained) {
        if (provider.userInfo().isEmpty()) {
            return idToken(provider, variables, gained)
                    .map(claims -> person(claims, "sub", Optional.of("email")))
                    .orElse(Person.UNKNOWN);
        }
        UserInfo info = provider.userInfo().get();
        if (info.url().isEmpty()) {
            return new Person(
                    Optional.ofNullable(gained.metadata().get(info.id())),
                    info.label().flatMap(path -> Optional.ofNullable(gained.metadata().get(path))));
        }
        Optional<Told> told = calls.get(provider, info.url().get(), variables, credential);
        requireAccepted(gained.got(), told);
        // Many tokens are not good for asking who they belong to.
        return told.filter(Told::isOk)
                .flatMap(Told::json)
                .or(() -> idToken(provider, variables, gained).map(claims -> (JsonNode) claims))
                .map(json -> person(json, info.id(), info.label()))
                .orElse(Person.UNKNOWN);
    }

    /// A key or a password that was typed wrong is told now, and not at the first call.
    private static void requireAccepted(Got got, Optional<Told> told) {
        boolean typed =
                got instanceof Got.Fixed(var fixed)
                        && !(fixed instanceof FixedCredential.OAuth1Token);
        if (typed && told.isPresent() && told.get().status() == 401) {
            throw Failure.of("credential", 403).thrown();
        }
    }

    private static Person person(JsonNode json, String id, Optional<String> label) {
        return new Person(Paths.text(json, id), label.flatMap(path -> Paths.text(json, path)));
    }

    private static Optional<ObjectNode> idToken(
            Provider provider, Map<String, String> variables, Gained gained) {
        if (provider.access() instanceof Access.OAuth2 oauth2
                && gained.got() instanceof Got.Tokens(FirstToken token)) {
            String client = Beginning.clientId(provider, oauth2, variables);
            return token.idToken().flatMap(text -> IdToken.claims(text, client));
        }
        return Optional.empty();
    }

    private static Credential credential(Got got) {
        return switch (got) {
            case Got.Tokens(var token) -> supplied(token);
            case Got.OwnClient(var token, _, _) -> supplied(token);
            case Got.Fixed(var fixed) -> new Credential.Fixed(fixed);
        };
    }

    private static Credential supplied(FirstToken token) {
        return new Credential.Token(
                new SuppliedToken(
                        token.accessToken(), token.type(), 1, token.until(), token.scopes()));
    }

    private static Optional<String> scopes(Got got) {
        return switch (got) {
            case Got.Tokens(var token) -> token.scopes();
            case Got.OwnClient(var token, _, _) -> token.scopes();
            case Got.Fixed _ -> Optional.empty();
        };
    }
}
