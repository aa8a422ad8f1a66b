package io.grantway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A root record that can express the five scenarios, with the forms that they use: variants as
/// list items and inline, shorthands, maps, references.
record SampleConfig(
        @Key("Where to listen.") @Nullable Listeners listeners,
        @Key("Separate sets of everything.") List<Workspace> workspaces,
        @Key("APIs of the default workspace.") List<Api> apis,
        @Key("Who issues tokens.") List<AuthorizationServer> authorizationServers,
        @Key("Ways in front of authorization servers.") List<FrontDoor> frontDoors,
        @Key("What a subscriber may do.") List<Plan> plans,
        @Key("Who calls.") List<Consumer> consumers,
        @Key("How outgoing calls prove who we are.") List<SecurityDefinition> securityDefinitions,
        @Key("What is called.") List<Connection> connections,
        @Key("Hot-deployed services.") @Nullable Services services,
        @Key("What calls services.") List<Channel> channels,
        @Key("The token vault.") @Nullable Vault vault,
        @Key("Where users' accounts are.") List<Provider> providers,
        @Key("A file of interfaces.") @Nullable Path interfaces) {

    static final Variants VARIANTS =
            Variants.NONE
                    .with(Policy.class, "oauth2", OAuth2.class)
                    .with(Policy.class, "requireToken", RequireToken.class)
                    .with(Policy.class, "requireSubscription", RequireSubscription.class)
                    .with(Issuer.class, "builtIn", BuiltIn.class)
                    .with(Issuer.class, "external", External.class)
                    .with(Door.class, "route", Router.class)
                    .with(Door.class, "proxy", Proxy.class)
                    .with(Selector.class, "parameter", ByParameter.class)
                    .with(Selector.class, "clientId", ByClientId.class)
                    .with(Security.class, "oauth2", OAuth2Security.class)
                    .with(Security.class, "basic", BasicSecurity.class)
                    .with(Backend.class, "rest", RestBackend.class)
                    .with(Backend.class, "fhir", FhirBackend.class)
                    .with(Trigger.class, "rest", RestTrigger.class)
                    .with(Trigger.class, "schedule", Schedule.class)
                    .with(Trigger.class, "files", FileTrigger.class)
                    .with(Trigger.class, "amqp", Amqp.class);

    record Listeners(
            @Key("For callers.") @Nullable Listener gateway,
            @Key("For administrators.") @Nullable Listener admin) {}

    record Listener(
            @Shorthand
                    @Key(value = "Host and port with TLS.", or = "0.0.0.0:8443", example = ":8443")
                    String https,
            @Key(value = "Host and port without TLS.", or = "0.0.0.0:8000") String http,
            @Key(value = "How long a connection may be idle.", or = "60s") Duration idleTimeout,
            @Key(value = "Largest header.", or = "64KiB") ByteSize maxHeader) {}

    record Workspace(
            @Key(value = "Unique.", example = "Sample") String name,
            @Key("Its APIs.") List<Api> apis,
            @Key("Its consumers.") List<Consumer> consumers) {}

    record Api(
            @Key(value = "Unique in its workspace.", example = "orders") String name,
            @Key(value = "What it fronts.", example = "http://127.0.0.1:9200") Upstream upstream,
            @Key("Where it is found.") List<Route> routes,
            @Key("What a scope opens.") List<Operation> operations,
            @Key("What calls are put through.") List<Policy> policies) {}

    record Upstream(
            @Shorthand @Key("Its address.") URI url,
            @Key(value = "How often to try.", or = "1") int retries) {}

    record Route(@Key("Beginnings of paths.") List<String> paths) {
        Route {
            if (paths.stream().anyMatch(path -> !path.startsWith("/"))) {
                throw new IllegalArgumentException("a path must begin with /");
            }
        }
    }

    record Operation(
            @Key("Any of these.") List<String> scopes,
            @Key("Of these methods.") List<String> methods,
            @Key("At these paths.") List<String> paths) {}

    interface Policy {}

    record OAuth2(
            @Key("Known scopes.") List<String> scopes,
            @Key(value = "Switch.", or = "false") boolean enablePasswordGrant,
            @Key(value = "Switch.", or = "false") boolean enableClientCredentials,
            @Key(value = "Switch.", or = "false") boolean enableAuthorizationCode,
            @Key(value = "Switch.", or = "false") boolean enableImplicitGrant,
            @Key("Proves the login front end.") @Nullable Secret provisionKey,
            @Key(value = "Seconds.", or = "7200") long tokenExpiration,
            @Key(value = "Who must use it.", or = "lax") Pkce pkce)
            implements Policy {}

    enum Pkce {
        NONE,
        LAX,
        STRICT
    }

    record RequireToken(
            @Key("Of these servers.") List<String> from, @Key("For one of.") List<String> audience)
            implements Policy {}

    record RequireSubscription() implements Policy {}

    record AuthorizationServer(@Key("Unique.") String name, @Key("Which.") @Inline Issuer issuer) {}

    interface Issuer {}

    record BuiltIn(
            @Key("Its name.") URI issuer,
            @Key("What it gives.") List<Scope> scopes,
            @Key(value = "Access tokens.", or = "{}") AccessTokens accessTokens,
            @Key("Refresh tokens.") @Nullable RefreshTokens refreshTokens,
            @Key("Client registration.") @Nullable Registration registration)
            implements Issuer {}

    record Scope(
            @Shorthand @Key("Token.") String name,
            @Key("For people.") @Nullable String description) {}

    record AccessTokens(
            @Key(value = "Form.", or = "jwt") Format format,
            @Key(value = "Life.", or = "1h") Duration lifetime) {}

    enum Format {
        JWT,
        OPAQUE
    }

    record RefreshTokens(
            @Key(value = "Life.", or = "30d") Duration lifetime,
            @Key(value = "A new one each time.", or = "true") boolean rotate) {}

    record Registration(
            @Key(value = "Who may.", or = "closed") Mode mode,
            @Key("Kind of server.") @Nullable String connector,
            @Key("Ours there.") @Nullable Secret initialAccessToken) {}

    enum Mode {
        CLOSED,
        INITIAL_ACCESS_TOKEN,
        OPEN
    }

    record External(
            @Key("Its name.") @Nullable URI issuer,
            @Key("Ours.") List<String> audience,
            @Key("Client registration.") @Nullable Registration registration,
            @Key("Its JWTs.") @Nullable Jwt jwt,
            @Key("Its introspection.") @Nullable Introspection introspection,
            @Key("What its tokens look like.") @Nullable Tokens tokens)
            implements Issuer {}

    record Jwt(
            @Key("PEM.") @Nullable String certificate,
            @Key("Shared key.") @Nullable Secret hmacSecret,
            @Key("Allowed.") List<String> algorithms,
            @Key(value = "Allowed difference.", or = "30s") Duration clockSkew) {}

    record Introspection(
            @Key("Where.") URI endpoint,
            @Key("Ours.") String clientId,
            @Key("Ours.") @Nullable Secret clientSecret,
            @Key(value = "How long an answer holds.", or = "30s") Duration cache) {}

    record Tokens(@Key("How they begin.") String prefix) {}

    record Plan(@Key("Unique.") String name, @Key("All hold.") List<Limit> limits) {}

    record Limit(@Key("How many.") int requests, @Key("In which time.") Per per) {}

    enum Per {
        SECOND,
        MINUTE,
        HOUR
    }

    record Consumer(
            @Key(value = "Unique.", example = "partner") String username,
            @Key("Theirs.") List<Application> applications) {}

    record Application(
            @Key(value = "Unique.", example = "crm") String name,
            @Key("At the oauth2 policy.") @Nullable String clientId,
            @Key("At the oauth2 policy.") @Nullable Secret clientSecret,
            @Key("Where users come back.") List<URI> redirectUris,
            @Key("A client at each server.") List<Credential> credentials,
            @Key("What it may call.") List<Subscription> subscriptions) {}

    record Credential(
            @Key("Where.") String authorizationServer,
            @Key("There.") String clientId,
            @Key("There.") @Nullable Secret clientSecret,
            @Key("Where users come back.") List<URI> redirectUris,
            @Key("What it may ask.") List<String> grantTypes) {}

    record Subscription(@Key("To this.") String api, @Key("Under this.") String plan) {}

    record FrontDoor(
            @Key("Unique.") String name,
            @Key("Where it is.") String path,
            @Key("How it goes on.") @Inline Door door) {}

    interface Door {}

    record Router(@Shorthand @Key("The first that fits.") List<Rule> rules) implements Door {}

    record Rule(@Key("A server.") String to, @Key("For these.") @Nullable When when) {}

    record When(
            @Key("Request parameters.") Map<String, String> parameter,
            @Key("A pattern.") @Nullable String clientId) {}

    record Proxy(
            @Key("Ours.") URI issuer,
            @Key(value = "Whether we ask.", or = "shown") Consent consent,
            @Key("Behind it.") List<ProxiedServer> servers,
            @Key("How a server is chosen.") List<Selector> choose)
            implements Door {}

    enum Consent {
        SHOWN,
        SUPPRESSED
    }

    record ProxiedServer(
            @Key("A server.") String to,
            @Key("Ours there.") String clientId,
            @Key("Ours there.") @Nullable Secret clientSecret,
            @Key(value = "How tokens are made.", or = "perRequest") Wrapping tokens) {}

    enum Wrapping {
        PER_REQUEST,
        PER_CLIENT_SCOPE,
        WRAPPED
    }

    interface Selector {}

    record ByParameter(@Shorthand @Key("Its name.") String name) implements Selector {}

    record ByClientId(@Shorthand @Key("Where it is looked up.") Lookup lookup)
            implements Selector {}

    enum Lookup {
        REGISTRATION
    }

    record SecurityDefinition(
            @Key("Unique.") String name, @Key("Which.") @Inline Security security) {}

    interface Security {}

    record OAuth2Security(
            @Key("There.") URI tokenEndpoint,
            @Key("One of OAuth's.") String grantType,
            @Key("Ours.") String clientId,
            @Key("Ours.") @Nullable Secret clientSecret,
            @Key("Asked for.") List<String> scopes,
            @Key(value = "How we prove it.", or = "client_secret_basic")
                    String clientAuthentication)
            implements Security {}

    record BasicSecurity(@Key("Theirs.") String username, @Key("Theirs.") Secret password)
            implements Security {}

    record Connection(@Key("Unique.") String name, @Key("Which.") @Inline Backend backend) {}

    interface Backend {}

    record RestBackend(
            @Key("May hold {parameters}.") String url,
            @Key("A definition.") @Nullable String security,
            @Key(value = "Whole call.", or = "30s") Duration timeout,
            @Key(value = "Connections.", or = "10") int pool,
            @Key(value = "Tries more.", or = "0") int retries)
            implements Backend {}

    record FhirBackend(
            @Key("Its base.") URI url,
            @Key(value = "Of FHIR.", or = "R4") String version,
            @Key("A definition.") @Nullable String security)
            implements Backend {}

    record Services(@Key("Where they are dropped.") Path directory) {}

    record Channel(@Key("Unique.") String name, @Key("Which.") @Inline Trigger trigger) {}

    interface Trigger {}

    record RestTrigger(
            @Key("Where.") String path,
            @Key("With these.") List<String> methods,
            @Key("A definition.") @Nullable String security,
            @Key("What is called.") String service)
            implements Trigger {}

    record Schedule(@Key("When.") String cron, @Key("What is called.") String service)
            implements Trigger {}

    record FileTrigger(
            @Key("Where they come.") Path directory,
            @Key(value = "Which.", or = "\"*\"") String pattern,
            @Key("What is called.") String service,
            @Key("Then.") @Nullable Path done,
            @Key("Else.") @Nullable Path failed)
            implements Trigger {}

    record Amqp(
            @Key("The broker.") @Nullable URI url,
            @Key("Its queue.") String queue,
            @Key("What is called.") String service)
            implements Trigger {}

    record Vault(
            @Key("Ours at every provider.") URI redirectUri,
            @Key(value = "Who is told.", name = "notify") List<Notice> notices,
            @Key("Who may use it.") List<VaultApp> apps) {}

    record Notice(
            @Key("An address.") @Nullable URI webhook,
            @Key("Signs it.") @Nullable Secret secret,
            @Key("A person.") @Nullable String mail) {}

    record VaultApp(
            @Key("Unique.") String name,
            @Key("Its own.") @Nullable Secret key,
            @Key("Where users come back.") List<String> returnUrls) {}

    record Provider(
            @Key("Unique.") String name,
            @Key("A known one.") @Nullable String template,
            @Key("Said in place.") @Nullable ProviderOAuth2 oauth2,
            @Key("Ours there.") @Nullable String clientId,
            @Key("Ours there.") @Nullable Secret clientSecret,
            @Key("OAuth 1.0a.") @Nullable String consumerKey,
            @Key("OAuth 1.0a.") @Nullable Secret consumerSecret,
            @Key("Asked for.") List<String> scopes) {}

    record ProviderOAuth2(
            @Key("Where users go.") URI authorizationUrl,
            @Key("Where codes go.") URI tokenUrl,
            @Key("Where tokens end.") @Nullable URI revocationUrl,
            @Key("Where the API is.") @Nullable URI apiBase,
            @Key("Proof key.") @Nullable String pkce) {}
}
