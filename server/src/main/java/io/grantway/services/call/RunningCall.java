package io.grantway.services.call;

import io.grantway.config.Secret;
import io.grantway.outbound.CallFailure;
import io.grantway.outbound.OutboundRequest;
import io.grantway.service.Cache;
import io.grantway.service.Call;
import io.grantway.service.Fhir;
import io.grantway.service.Lock;
import io.grantway.service.Log;
import io.grantway.service.Principal;
import io.grantway.service.Rest;
import io.grantway.service.Tree;
import io.grantway.services.Invocation;
import io.grantway.services.InvocationBody;
import io.grantway.services.ServiceResult;
import io.grantway.services.deploy.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// One call of a service while it runs.
public final class RunningCall implements Call {
    private final Invocation invocation;
    private final Version version;
    private final Surroundings around;
    private final long endNanos;
    private final int depth;
    private final Input input;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    /// @param endNanos the deadline, by the clock of [System#nanoTime]
    /// @param depth how many services call one another above this one
    public RunningCall(
            Invocation invocation, Version version, Surroundings around, long endNanos, int depth) {
        this.invocation = invocation;
        this.version = version;
        this.around = around;
        this.endNanos = endNanos;
        this.depth = depth;
        this.input = new Input(invocation, version.rendering());
    }

    Invocation invocation() {
        return invocation;
    }

    Rendering rendering() {
        return version.rendering();
    }

    void closeAtTheEnd(AutoCloseable resource) {
        open.add(resource);
    }

    /// Lets go of what the service has left open.
    public void end() {
        for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
            try {
                next.close();
            } catch (Exception _) {
                // Nobody is left who could do anything about it.
            }
        }
    }

    @Override
    public String input(String name) {
        return input.text(name);
    }

    @Override
    public <T> T input(String name, Class<T> type) {
        return input.as(name, type);
    }

    @Override
    public Optional<String> find(String name) {
        return input.find(name);
    }

    @Override
    public <T> T inputAs(Class<T> type) {
        return input.whole(type);
    }

    @Override
    public Tree tree() {
        return JsonTree.of(input.tree(), rendering());
    }

    @Override
    public byte[] bytes() {
        return input.bytes();
    }

    @Override
    public Rest rest(String connection) {
        return calls(connection);
    }

    RestCalls calls(String connection) {
        try {
            return new RestCalls(
                    around.means().connection(invocation.workspace(), connection), this);
        } catch (CallFailure e) {
            throw RestCalls.exception(e);
        }
    }

    @Override
    public Fhir fhir(String connection) {
        try {
            return new FhirResources(
                    around.means()
                            .fhir(invocation.workspace(), connection)
                            .asking(request -> inItsName(request).within(timeLeft())),
                    () -> around.means().exports(invocation.workspace(), connection),
                    this);
        } catch (CallFailure e) {
            throw RestCalls.exception(e);
        }
    }

    /// A request on behalf of whoever this call is made for.
    OutboundRequest inItsName(OutboundRequest request) {
        Optional<Secret> token = invocation.onBehalfOf();
        return token.isPresent() ? request.onBehalfOf(token.get()) : request;
    }

    @Override
    public Tree invoke(String service, Object given) {
        Duration left = timeLeft();
        JsonNode tree = rendering().tree(given);
        Invocation nested =
                new Invocation(
                        service,
                        invocation.workspace(),
                        invocation.channel(),
                        Map.of(),
                        new InvocationBody.Tree(tree),
                        left,
                        invocation.onBehalfOf(),
                        invocation.principal(),
                        invocation.about());
        ServiceResult result = around.nested().invoke(nested, depth + 1);
        JsonNode answer =
                result.contentType().contains("json")
                        ? rendering().parse(result.body().bytes())
                        : result.body().isEmpty()
                                ? NullNode.getInstance()
                                : rendering().tree(Map.of("text", result.body().text()));
        return JsonTree.of(answer, rendering());
    }

    @Override
    public Cache cache() {
        return version.remembered().of(invocation.workspace(), invocation.service());
    }

    @Override
    public Log log() {
        return new ServiceLog(invocation.service());
    }

    @Override
    public String config(String name) {
        @Nullable Secret value = around.config().get().get(name);
        if (value == null) {
            throw new IllegalArgumentException("services.config has no \"" + name + "\"");
        }
        return value.expose(text -> text);
    }

    @Override
    public Lock lock(String name, Duration longest) {
        return locks().take(name, longest, timeLeft());
    }

    @Override
    public Optional<Lock> tryLock(String name, Duration longest) {
        return locks().tryTake(name, longest);
    }

    private Locks locks() {
        return new Locks(around.leases(), invocation.workspace(), around.holders(), around.clock());
    }

    @Override
    public <T> List<T> all(List<? extends Callable<? extends T>> tasks) {
        return together(tasks, Math.max(1, tasks.size()));
    }

    @Override
    public <A, T> List<T> each(
            List<? extends A> items, int atOnce, Step<? super A, ? extends T> step) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (A item : items) {
            tasks.add(() -> step.apply(item));
        }
        return together(tasks, atOnce);
    }

    private <T> List<T> together(List<? extends Callable<? extends T>> tasks, int atOnce) {
        return Together.run(tasks, atOnce, nanosLeft(), version.loader());
    }

    @Override
    public Optional<Principal> principal() {
        return invocation.principal();
    }

    @Override
    public String channel() {
        return invocation.channel();
    }

    @Override
    public Instant deadline() {
        return around.clock().instant().plusNanos(nanosLeft());
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(nanosLeft());
    }

    private long nanosLeft() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    /// @throws DeadlinePassed where there is none left
    Duration timeLeft() {
        long left = nanosLeft();
        if (left == 0) {
            throw new DeadlinePassed();
        }
        return Duration.ofNanos(left);
    }

    @Override
    public Map<String, String> about() {
        return invocation.about();
    }

    /// Without input, which may hold secrets.
    @Override
    public String toString() {
        return invocation.toString();
    }
}
