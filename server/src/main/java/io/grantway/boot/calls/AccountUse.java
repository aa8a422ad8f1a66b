package io.grantway.boot.calls;

import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.UpstreamCredential;
import io.grantway.gateway.upstream.Upstream;
import io.grantway.http.Body;
import io.grantway.http.ForwardFailure;
import io.grantway.http.HeaderEdits;
import io.grantway.http.Headers;
import io.grantway.http.Problem;
import io.grantway.vault.AccountKey;
import io.grantway.vault.AccountUnavailable;
import io.grantway.vault.Credential;
import io.grantway.vault.CredentialPlacement.Placed;
import io.grantway.vault.LiveAccount;
import io.grantway.vault.RefusedCredential;
import io.grantway.vault.SignedCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call with the account of a user.
final class AccountUse implements UpstreamCredential.Use {
    /// Forms up to this size, in bytes, can be signed.
    private static final long MOST_SIGNED = 64 * 1024;

    /// What says more of the caller than a provider needs to know, beside what the gateway hides
    /// from every server that it calls in its own name.
    private static final List<String> HIDDEN =
            List.of(
                    "Via",
                    "X-Request-Id",
                    "X-Real-Ip",
                    "DPoP",
                    ProviderCalls.BASE,
                    "X-Consumer-ID",
                    "X-Consumer-Custom-ID",
                    "X-Consumer-Username",
                    "X-Consumer-Groups",
                    "X-Credential-Identifier",
                    "X-Authenticated-Scope",
                    "X-Authenticated-UserId",
                    "X-Anonymous-Consumer",
                    "X-Application-Name",
                    "X-Authorization-Server");

    private final AccountKey key;
    private final ProviderCalls provider;
    private final Surroundings around;
    private @Nullable String ownQuery;
    private @Nullable LiveAccount live;
    private @Nullable Credential given;
    private @Nullable Call current;
    private @Nullable Upstream upstream;
    private String origin = "";
    private boolean renewed;
    private int tries;

    /// Before the next try; null where that needs another credential.
    private @Nullable Duration pause;

    AccountUse(AccountKey key, ProviderCalls provider, Surroundings around) {
        this.key = key;
        this.provider = provider;
        this.around = around;
    }

    @Override
    public Decision put(Call call) {
        ownQuery = call.query();
        call.record().observedBy(new CallEvents(key, around, this::given));
        provider.retries().called();
        Optional<LiveAccount> ready = around.accounts().ready(key);
        if (ready.isPresent()) {
            Optional<Credential> credential = ready.get().ready();
            if (credential.isPresent() && !provider.placement().takesLong()) {
                return guarded(call, () -> with(call, ready.get(), credential.get()));
            }
        }
        return later(
                call,
                () -> {
                    LiveAccount found =
                            ready.or(() -> around.accounts().find(key))
                                    .orElseThrow(() -> CallProblems.noAccount(key));
                    return with(call, found, found.credential());
                });
    }

    @Override
    public @Nullable Upstream destination() {
        return upstream;
    }

    @Override
    public int most() {
        return 1 + CallRetries.MOST;
    }

    @Override
    public boolean mayHelp(int status, Headers headers) {
        provider.pauses().answered(key, origin, status, headers, around.clock().instant());
        if (provider.refused().saidBy(status, headers)) {
            pause = null;
            return !renewed;
        }
        Call call = Objects.requireNonNull(current);
        pause =
                provider.retries()
                        .after(call.head(), status, headers, tries, around.clock().instant())
                        .orElse(null);
        return pause != null;
    }

    @Override
    public int looksAt(int status, Headers headers) {
        return !renewed && provider.refused().mayBeSaidInBody(status, headers)
                ? RefusedCredential.MOST_LOOKED_AT
                : 0;
    }

    @Override
    public boolean mayHelp(int status, Headers headers, Body whole) {
        pause = null;
        return !renewed && provider.refused().saidBy(status, whole);
    }

    @Override
    public Decision putAnother(Call call) {
        Duration before = pause;
        if (before != null) {
            tries++;
            return after(call, before);
        }
        renewed = true;
        LiveAccount account = Objects.requireNonNull(live);
        Credential refused = Objects.requireNonNull(given);
        return later(call, () -> with(call, account, account.another(refused)));
    }

    @Override
    public @Nullable Decision again(Call call, ForwardFailure failure) {
        Optional<Duration> before = provider.retries().after(call.head(), failure.kind(), tries);
        if (before.isEmpty()) {
            return null;
        }
        tries++;
        return after(call, before.get());
    }

    /// Signed anew: a nonce is good once.
    private Decision after(Call call, Duration time) {
        return new Decision.Wait(
                CompletableFuture.supplyAsync(
                        () ->
                                provider.placement().signs()
                                        ? guarded(
                                                call,
                                                () ->
                                                        with(
                                                                call,
                                                                Objects.requireNonNull(live),
                                                                Objects.requireNonNull(given)))
                                        : Decision.PROCEED,
                        CompletableFuture.delayedExecutor(
                                time.toMillis(), TimeUnit.MILLISECONDS, around.blocking())));
    }

    /// Cookies of a provider would be kept for the host of this server, where every user's calls
    /// go.
    @Override
    public void answered(Call call, int status, Headers headers, HeaderEdits edits) {
        provider.pauses().answered(key, origin, status, headers, around.clock().instant());
        if (headers.contains("Set-Cookie")) {
            edits.remove("Set-Cookie");
        }
    }

    private Optional<Credential> given() {
        return Optional.ofNullable(given);
    }

    private Decision later(Call call, Supplier<Decision> getting) {
        return new Decision.Wait(
                CompletableFuture.supplyAsync(() -> guarded(call, getting), around.blocking())
                        .thenCompose(Decision::stage));
    }

    private Decision guarded(Call call, Supplier<Decision> getting) {
        try {
            return getting.get();
        } catch (AccountUnavailable e) {
            if (given != null && e.reason() == AccountUnavailable.Reason.REFUSED) {
                // What the API says to it is then the answer.
                return Decision.PROCEED;
            }
            return refusal(call, CallProblems.of(key, e));
        } catch (Problem problem) {
            return refusal(call, problem);
        }
    }

    private static Decision refusal(Call call, Problem problem) {
        String text = problem.privateText();
        call.record().refused(problem.reason(), text.isEmpty() ? problem.detail() : text);
        return new Decision.Answer(problem.toResponse(call.head().id()));
    }

    private Decision with(Call call, LiveAccount account, Credential credential) {
        current = call;
        live = account;
        ProviderCalls.Place place = provider.place(account.account());
        origin = place.origin();
        Optional<Duration> left = provider.pauses().left(key, origin);
        if (left.isPresent() && given == null) {
            throw CallProblems.wait(left.get());
        }
        given = credential;
        upstream = ProviderCalls.chosen(place, call.head().headers().first(ProviderCalls.BASE));
        HIDDEN.forEach(call.upstreamHeaders()::remove);
        if (provider.refused().looksIntoBodies()) {
            call.upstreamHeaders().set("Accept-Encoding", "identity");
        }
        if (!provider.placement().signs()) {
            return placed(call, account, credential, Body.EMPTY);
        }
        return isForm(call)
                ? new Decision.Wait(
                        call.body(MOST_SIGNED)
                                .thenApply(body ->
                                        guarded(
                                                call,
                                                () -> placed(call, account, credential, body))))
                : placed(call, account, credential, Body.EMPTY);
    }

    private static boolean isForm(Call call) {
        return call.head()
                .headers()
                .first("Content-Type")
                .filter(type ->
                        type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33))
                .isPresent();
    }

    private Decision placed(Call call, LiveAccount account, Credential credential, Body body) {
        Placed placed;
        try {
            placed =
                    provider.placement()
                            .placed(
                                    credential,
                                    provider.variables(account.account()),
                                    call.head().headers(),
                                    () -> signed(call, body));
        } catch (IllegalArgumentException e) {
            throw CallProblems.noAddress(String.valueOf(e.getMessage()));
        }
        placed.fields().forEach(call.upstreamHeaders()::set);
        if (!placed.query().isEmpty()) {
            call.replaceQuery(ownQuery == null ? placed.query() : ownQuery + "&" + placed.query());
        }
        return Decision.PROCEED;
    }

    private SignedCall signed(Call call, Body body) {
        var target = Objects.requireNonNull(upstream).targets().getFirst();
        String path = target.basePath() + call.upstreamPath();
        String query = ownQuery == null ? "" : "?" + ownQuery;
        return new SignedCall(
                call.head().method(),
                URI.create(target.origin() + path + query),
                call.head().headers().first("Content-Type"),
                body);
    }
}
