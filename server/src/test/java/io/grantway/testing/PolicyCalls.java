package io.grantway.testing;

import io.grantway.catalog.Application;
import io.grantway.catalog.ApplicationConfig;
import io.grantway.catalog.Catalog;
import io.grantway.catalog.CatalogBuilder;
import io.grantway.catalog.Consumer;
import io.grantway.catalog.ConsumerConfig;
import io.grantway.catalog.GuestClients;
import io.grantway.catalog.Ids;
import io.grantway.catalog.PlanConfig;
import io.grantway.catalog.PolicySettings;
import io.grantway.config.ConfigReader;
import io.grantway.config.ConfigText;
import io.grantway.config.Key;
import io.grantway.config.Secret;
import io.grantway.config.Variants;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.PasswordCheck;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.PolicyState;
import io.grantway.http.Body;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Json;
import io.grantway.http.Response;
import io.grantway.token.ExternalServerConfig;
import io.grantway.token.TokenCache;
import io.grantway.token.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls put through policies that are written as in a configuration. Its password check takes what
/// begins with `$` for stretched: `$secret` is the hash of `secret`.
public final class PolicyCalls {
    public static final UUID API = new UUID(1, 1);
    public static final String WORKSPACE = "Sample";

    /// What a text of the configuration is bound to.
    public record Written(
            @Key("Policies.") List<PolicySettings> policies,
            @Key("Servers.") List<NamedServer> servers,
            @Key("Consumers.") List<ConsumerConfig> consumers,
            @Key("Plans.") List<PlanConfig> plans) {}

    /// A server of somebody else's.
    public record NamedServer(
            @Key("Its name.") String name, @Key("What it is.") ExternalServerConfig external) {}

    public final Documents documents = new Documents();
    public final TestClock clock = new TestClock();
    public final AtomicInteger stretched = new AtomicInteger();
    private final List<String> fitted = new ArrayList<>();
    private final PolicyState state = PolicyState.create(clock, new SplittableRandom(7));
    private List<NamedServer> servers = List.of();
    private boolean busy;
    private Catalog catalog = new Catalog(List.of(), List.of());
    private RecordedExchange exchange = new RecordedExchange(Requests.head("GET", "http://a/"));
    private Call call = new Call(exchange);

    public static Written read(String yaml) {
        Variants variants = Variants.NONE;
        for (PolicyKind<?> kind : PolicyKind.ALL) {
            variants = variants.with(PolicySettings.class, kind.name(), kind.settings());
        }
        return new ConfigReader(variants, Set.of())
                .load(
                        Written.class,
                        List.of(),
                        List.of(new ConfigText("test.yaml", yaml)),
                        Map.of(),
                        (_, _) -> {})
                .value();
    }

    /// Puts consumers in force, written as a YAML list.
    public PolicyCalls consumers(String yaml) {
        return inForce("consumers:\n" + yaml);
    }

    /// Puts consumers and plans in force.
    public PolicyCalls inForce(String yaml) {
        CatalogBuilder builder = new CatalogBuilder();
        builder.api(API, WORKSPACE, "Event");
        Written written = read(yaml);
        written.plans().forEach(each -> builder.plan(id("plan", each.name()), WORKSPACE, each));
        written.consumers().forEach(each -> add(builder, each));
        catalog = builder.build(new GuestClients());
        return this;
    }

    /// Authorization servers, written as a YAML list.
    public PolicyCalls servers(String yaml) {
        servers = read("servers:\n" + yaml).servers();
        return this;
    }

    public void passwordsAreBusy() {
        busy = true;
    }

    public PolicyParts parts() {
        TokenCache tokens = new TokenCache(_ -> new Verdict.Rejected("none"), clock, 10);
        return new PolicyParts(
                () -> catalog,
                tokens,
                _ -> _ -> Response.empty(204),
                passwords(),
                new TestServers(servers, clock, documents),
                Thread::startVirtualThread,
                state);
    }

    private PasswordCheck passwords() {
        return new PasswordCheck() {
            @Override
            public Optional<Boolean> known(Secret stored, String presented) {
                boolean clear = stored.expose(text -> !text.startsWith("$"));
                return clear
                        ? Optional.of(stored.matches(presented))
                        : fitted.contains(presented) ? Optional.of(true) : Optional.empty();
            }

            @Override
            public boolean matches(Secret stored, String presented) {
                if (busy) {
                    throw new Busy();
                }
                stretched.incrementAndGet();
                boolean fits = stored.matches("$" + presented);
                if (fits) {
                    fitted.add(presented);
                }
                return fits;
            }
        };
    }

    /// The policy that is written as `requireKey: {…}`.
    public Policy policy(String written) {
        PolicySettings settings = read("policies: [{" + written + "}]").policies().getFirst();
        return PolicyKind.make(settings, new PolicyKind.Site(WORKSPACE, API, "Event"), parts());
    }

    public Decision decide(Policy policy, String method, String uri, String... headers) {
        return decide(policy, method, uri, Body.EMPTY, headers);
    }

    public Decision decide(Policy policy, String method, String uri, Body body, String... headers) {
        exchange = new RecordedExchange(Requests.head(method, uri, headers), body);
        call = new Call(exchange);
        return again(policy);
    }

    /// Puts the last call through one more policy.
    public Decision again(Policy policy) {
        return settled(policy.decide(call));
    }

    private static Decision settled(Decision decision) {
        return decision instanceof Decision.Wait(var later)
                ? settled(later.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join())
                : decision;
    }

    public Call call() {
        return call;
    }

    public String reason() {
        return String.valueOf(exchange.record().reason());
    }

    public String explanation() {
        return String.valueOf(exchange.record().explanation());
    }

    public static Response answer(Decision decision) {
        return decision instanceof Decision.Answer(var response)
                ? response
                : Response.text(0, "not answered: " + decision);
    }

    /// The answer as the client gets it.
    public Response answered(Decision decision) {
        return call.withAnswerFields(answer(decision));
    }

    public static String message(Decision decision) {
        return Json.parse(answer(decision).body().text()).path("message").asString("");
    }

    /// What goes upstream of the fields touched; a removed one is "-".
    public Map<String, String> upstream() {
        Map<String, String> fields = new HashMap<>();
        for (HeaderEdits.Edit edit : call.upstreamHeaders().edits()) {
            fields.put(edit.name(), edit.value() == null ? "-" : edit.value());
        }
        return fields;
    }

    /// Adds a consumer with all that its configuration says.
    private static void add(CatalogBuilder to, ConsumerConfig config) {
        Consumer consumer = to.consumer(id("consumer", config.username()), WORKSPACE, config);
        config.applications().forEach(each -> add(to, consumer, each));
        config.keys()
                .forEach(each ->
                        to.key(CatalogBuilder.keyId(WORKSPACE, each.key()), consumer, each));
        config.passwords()
                .forEach(each -> to.password(id("password", each.username()), consumer, each));
        config.jwtKeys().forEach(each -> to.jwt(id("jwt", each.key()), consumer, each));
        config.groups().forEach(each -> to.group(consumer, each));
    }

    private static void add(CatalogBuilder to, Consumer consumer, ApplicationConfig config) {
        Application application =
                to.application(id("application", config.name()), consumer, config);
        config.keys()
                .forEach(each ->
                        to.key(CatalogBuilder.keyId(WORKSPACE, each.key()), application, each));
        config.passwords()
                .forEach(each -> to.password(id("password", each.username()), application, each));
        config.subscriptions()
                .forEach(each ->
                        to.subscription(id("subscription", config.name()), application, each));
    }

    private static UUID id(String kind, String name) {
        return Ids.of(WORKSPACE, kind, name);
    }
}
