package io.grantway.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is learned of one call while it runs, for the access log, the metrics and the explanation
/// of a refusal. Filled by the code that learns it; read once, when the exchange has ended. Holds
/// no secret.
public final class CallRecord {
    private static final ScopedValue<CallRecord> CURRENT = ScopedValue.newInstance();

    /// Of an explanation; it may quote what a caller sent.
    private static final int LONGEST = 1000;

    private @Nullable String workspace;
    private @Nullable String api;
    private @Nullable String route;
    private @Nullable String consumer;
    private @Nullable String application;
    private @Nullable String authorizationServer;
    private @Nullable String client;
    private @Nullable String operation;
    private @Nullable String plan;
    private @Nullable String upstream;
    private @Nullable String reason;
    private @Nullable String explanation;
    private @Nullable String pathPattern;
    private @Nullable CallTrace trace;
    private @Nullable TokenUse tokenUse;
    private List<String> policies = List.of();
    private int passed;
    private boolean stopped;
    private long waited;
    private int attempts;
    private long sentAt;
    private long answeredAt;
    private int upstreamStatus;
    private @Nullable CallEnd end;
    private @Nullable ExchangeObserver own;
    private boolean over;
    private long bytes;

    /// Runs a handler that may fill this record by [#current].
    public Response during(Handler handler, Request request) {
        return ScopedValue.where(CURRENT, this).call(() -> handler.handle(request));
    }

    /// The same for what is answered at once.
    public Optional<Response> duringFirst(AtOnce first, Request request) {
        return ScopedValue.where(CURRENT, this).call(() -> first.answer(request));
    }

    /// The record of the call that this thread is answering; one that nobody reads where none was
    /// handed on.
    public static CallRecord current() {
        return CURRENT.isBound() ? CURRENT.get() : new CallRecord();
    }

    /// @param observer of this call alone, told before those of the listener
    public void observedBy(ExchangeObserver observer) {
        this.own = observer;
    }

    /// Who observes this call alone; null where nobody does.
    public @Nullable ExchangeObserver observer() {
        return own;
    }

    public void matched(String workspace, String api, String route) {
        this.workspace = workspace;
        this.api = api;
        this.route = route;
    }

    public void identified(String consumer, String application) {
        this.consumer = consumer;
        this.application = application;
    }

    /// @param server the name of the authorization server whose token the call has
    public void underServer(String server) {
        this.authorizationServer = server;
    }

    /// @param clientId whose token the call has, as that server calls it
    public void ofClient(String clientId) {
        this.client = clientId;
    }

    /// @param name of the API's operation that the call is
    public void isOperation(String name) {
        this.operation = name;
    }

    /// @param name of the plan of the application's subscription
    public void underPlan(String name) {
        this.plan = name;
    }

    /// @param pattern of the route's path, as it is configured
    public void onPath(String pattern) {
        this.pathPattern = pattern;
    }

    /// @param trace that the call belongs to; null when it has ended
    public void tracedBy(@Nullable CallTrace trace) {
        this.trace = trace;
    }

    /// The call is about a token of ours; told again when more is known.
    public void usesToken(TokenUse use) {
        this.tokenUse = use;
    }

    /// @param names of the policies that the call is put through, in order; shared by every call of
    ///   the route
    public void underPolicies(List<String> names) {
        this.policies = names;
    }

    /// So many of the policies, from the first on, have let the call go on.
    public void passed(int count) {
        this.passed = count;
    }

    /// The policy of that index gave the answer.
    public void stoppedBy(int index) {
        this.passed = index;
        this.stopped = true;
    }

    /// The policy of that index needs something that is not in memory.
    public void waitsFor(int index) {
        this.passed = index;
        this.waited |= 1L << index;
    }

    /// Another attempt begins.
    public void forwardedTo(String upstream) {
        this.upstream = upstream;
        this.attempts++;
        this.sentAt = System.nanoTime();
    }

    /// The head of the upstream's response is here.
    public void upstreamAnswered(int status) {
        this.upstreamStatus = status;
        this.answeredAt = System.nanoTime();
    }

    /// Does something when the call has ended, however that comes; now, where it has. Once for a
    /// call.
    public void whenOver(CallEnd something) {
        synchronized (this) {
            if (!over) {
                end = something;
                return;
            }
        }
        // The client left while a policy waited for what was not in memory.
        something.over(bytes);
    }

    /// The call has ended.
    ///
    /// @param moved bytes of the bodies, both ways
    public void over(long moved) {
        CallEnd something;
        synchronized (this) {
            over = true;
            bytes = moved;
            something = end;
            end = null;
        }
        if (something != null) {
            something.over(moved);
        }
    }

    /// @param reason a stable code in snake_case
    /// @param explanation which check, which value, which setting; never a secret
    public void refused(String reason, String explanation) {
        this.reason = reason;
        this.explanation =
                explanation.length() <= LONGEST
                        ? explanation
                        : explanation.substring(0, LONGEST) + "…";
    }

    /// What refused the call was not all there is: another policy lets it pass.
    public void letPass() {
        this.reason = null;
        this.explanation = null;
    }

    public @Nullable String workspace() {
        return workspace;
    }

    public @Nullable String api() {
        return api;
    }

    public @Nullable String route() {
        return route;
    }

    public @Nullable String consumer() {
        return consumer;
    }

    public @Nullable String application() {
        return application;
    }

    /// The name of the authorization server whose token the call has; null where it is not known.
    public @Nullable String authorizationServer() {
        return authorizationServer;
    }

    /// The client whose token the call has, as its authorization server calls it.
    public @Nullable String client() {
        return client;
    }

    /// The operation of the API that the call is; null where the API names none for it.
    public @Nullable String operation() {
        return operation;
    }

    /// The plan that the call counts under; null where it needs no subscription.
    public @Nullable String plan() {
        return plan;
    }

    public @Nullable String upstream() {
        return upstream;
    }

    public @Nullable String reason() {
        return reason;
    }

    public @Nullable String explanation() {
        return explanation;
    }

    /// The names of the policies of the route.
    public List<String> policies() {
        return policies;
    }

    /// How many of them let the call go on.
    public int passed() {
        return passed;
    }

    /// Whether the one after those gave the answer.
    public boolean stopped() {
        return stopped;
    }

    /// Whether a policy had to wait for what was not in memory.
    public boolean waited(int index) {
        return (waited & 1L << index) != 0;
    }

    /// How often the call was sent upstream.
    public int attempts() {
        return attempts;
    }

    /// When the last attempt began, by [System#nanoTime]; meaningless without one.
    public long sentAt() {
        return sentAt;
    }

    /// When the head of the upstream's response came; meaningless without one.
    public long answeredAt() {
        return answeredAt;
    }

    /// Of the upstream's response; 0 where none came.
    public int upstreamStatus() {
        return upstreamStatus;
    }

    /// The pattern that the path matched.
    public @Nullable String pathPattern() {
        return pathPattern;
    }

    /// What it was about, where that was a token of ours.
    public @Nullable TokenUse tokenUse() {
        return tokenUse;
    }

    /// The trace of the call; null where it is not traced.
    public @Nullable CallTrace trace() {
        return trace;
    }
}
