package io.grantway.gateway.policy;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import io.grantway.catalog.Consumer;
import io.grantway.gateway.Call;
import io.grantway.gateway.Decision;
import io.grantway.gateway.Policy;
import io.grantway.gateway.PolicyKind;
import io.grantway.gateway.PolicyParts;
import io.grantway.gateway.policy.RateCounters.Counted;
import io.grantway.http.Response;
import io.grantway.oauth.TokenHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The `limitRate` policy: counts the calls of each caller in periods of the calendar and refuses
/// those over a limit, which then count in no period.
public final class LimitRate implements Policy {
    /// Of what a caller sends to be told apart by; more is kept as a hash.
    private static final int LONGEST = 64;

    /// One limit, and the names of its fields.
    private record Limit(Period period, long calls, String limitField, String remainingField) {
        Limit(Period period, long calls) {
            this(
                    period,
                    calls,
                    "X-RateLimit-Limit-" + period.fieldName(),
                    "X-RateLimit-Remaining-" + period.fieldName());
        }
    }

    private final LimitRateSettings settings;
    private final RateCounters counters;
    private final RateCounters.Scope scope;
    private final UUID api;
    private final List<Limit> limits = new ArrayList<>();
    private final Response refusal;

    private LimitRate(LimitRateSettings settings, PolicyKind.Site site, RateCounters counters) {
        this.settings = settings;
        this.counters = counters;
        this.scope = new RateCounters.Scope(site.workspace(), site.owners(), settings.limits());
        this.api = site.api();
        settings.limits().forEach((period, calls) -> limits.add(new Limit(period, calls)));
        this.refusal = Admission.message(settings.errorCode(), settings.errorMessage());
    }

    public static LimitRate of(
            LimitRateSettings settings, PolicyKind.Site site, PolicyParts parts) {
        return new LimitRate(settings, site, parts.shared().counters());
    }

    @Override
    public Decision decide(Call call) {
        if (call.isRehearsal()) {
            return Decision.PROCEED;
        }
        Instant now = counters.clock().instant();
        VerboseResult<ConsumptionProbe> result =
                counters.bucket(counted(call)).asVerbose().tryConsumeAndReturnRemaining(1);
        long[] remaining = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
        int tightest = tightest(remaining);
        long reset = limits.get(tightest).period().secondsLeft(now);
        if (!settings.hideClientHeaders()) {
            tell(call, remaining, tightest, reset);
        }
        if (result.getValue().isConsumed()) {
            return Decision.PROCEED;
        }
        Limit over = limits.get(tightest);
        call.record()
                .refused(
                        "rate_limited",
                        "over " + over.period() + ": " + over.calls() + " of limitRate");
        if (!settings.hideClientHeaders()) {
            call.answerField("Retry-After", Long.toString(reset));
        }
        return new Decision.Answer(refusal);
    }

    /// The limit with the fewest calls left; of several the one that lasts longest.
    private static int tightest(long[] remaining) {
        int tightest = 0;
        for (int i = 1; i < remaining.length; i++) {
            if (remaining[i] <= remaining[tightest]) {
                tightest = i;
            }
        }
        return tightest;
    }

    private void tell(Call call, long[] remaining, int tightest, long reset) {
        for (int i = 0; i < remaining.length; i++) {
            Limit limit = limits.get(i);
            call.answerField(limit.limitField(), Long.toString(limit.calls()));
            call.answerField(limit.remainingField(), Long.toString(Math.max(0, remaining[i])));
        }
        call.answerField("RateLimit-Limit", Long.toString(limits.get(tightest).calls()));
        call.answerField("RateLimit-Remaining", Long.toString(Math.max(0, remaining[tightest])));
        call.answerField("RateLimit-Reset", Long.toString(reset));
    }

    private Counted counted(Call call) {
        return switch (settings.limitBy()) {
            case CONSUMER ->
                    call.consumer()
                            .map(Consumer::id)
                            .or(call::credential)
                            .map(id -> new Counted(scope, 'c', id))
                            .orElseGet(() -> byAddress(call));
            case CREDENTIAL ->
                    call.credential()
                            .map(id -> new Counted(scope, 'k', id))
                            .orElseGet(() -> byAddress(call));
            case IP -> byAddress(call);
            case SERVICE -> new Counted(scope, 's', api);
            case HEADER ->
                    call.head()
                            .headers()
                            .first(String.valueOf(settings.headerName()))
                            .map(value -> counted('h', value))
                            .orElseGet(() -> byAddress(call));
            case PATH -> {
                String path = call.head().target().path();
                yield path.equals(settings.path()) ? counted('p', path) : byAddress(call);
            }
        };
    }

    private Counted byAddress(Call call) {
        return counted('a', call.head().peer().clientAddress());
    }

    private Counted counted(char by, String caller) {
        String kept =
                caller.length() <= LONGEST
                        ? caller
                        : new String(
                                TokenHash.of(caller).bytes(),
                                java.nio.charset.StandardCharsets.ISO_8859_1);
        return new Counted(scope, by, kept);
    }
}
